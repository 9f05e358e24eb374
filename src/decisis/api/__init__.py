"""Decisis from Python: a doctrine, matters under it, answers and their proofs; see `docs/python.md`.

Everything here is a value: what changes a matter returns another one, and the first stays as it was. Bad
input raises `Rejected`, which carries every complaint at its place.
"""
