"""Doctrine under test: what must hold of every matter, and the matters that show that it does not."""
