"""`python -m decisis`: the same as the command."""

from decisis.cli import start

start()
