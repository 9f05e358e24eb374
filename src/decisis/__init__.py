"""Decisis: legal rules that come from authority, and what follows from them."""

__version__ = "0.1.0"
