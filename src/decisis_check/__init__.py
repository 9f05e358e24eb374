"""An independent checker of certificates; it imports nothing of Decisis."""
