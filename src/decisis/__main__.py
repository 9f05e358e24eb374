"""`python -m decisis`: the same as the command."""

from decisis.cli import main

main()
