"""What is asked about authorities: every court at once, what rests on one, how a precedent differs."""
