"""`decisis check-proof`: what a certificate certifies, by a checker that shares nothing with the engines."""

from __future__ import annotations

import sys

import click


@click.command("check-proof")
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="What is certified, as JSON.")
def check_proof(file: str, as_json: bool) -> None:
    """Check the certificate in FILE (`-`: standard input), and say what it certifies.

    Exits with 5 if what it claims does not follow, and with 2 if it is no certificate.
    """
    from decisis_check.checker import main

    sys.exit(main([file, "--json"] if as_json else [file]))
