"""A matter whose proof is as deep as it is told to be: each link of a chain of title rests on the last."""

from __future__ import annotations

from pathlib import Path

from decisis.casework.matter import Matter
from decisis.pipeline import Loader, logic_root
from decisis.source import Source

CHAIN = """
sort Person
relation owner(p: Person)                      reads "{p} was the owner"
relation sold(seller: Person, buyer: Person)   reads "{seller} sold to {buyer}"
relation first_owner(p: Person)                reads "{p} was the first owner"
court top "Top Ct."
authority act is "Act" statute from the document
rule root under act given (1) first_owner(P) then owner(P)
rule link under act given (1) owner(S) (2) sold(seller: S, buyer: B) then owner(B)
source register is "the register"
matter title is "Title" before top as of 2020-01-01
record found from register
  first_owner(p0)
"""


def title(links: int) -> Matter:
    """Whoever bought last is the owner, by so many links."""
    sales = "".join(f"  sold(seller: p{n}, buyer: p{n + 1})\n" for n in range(links))
    text = f"{CHAIN}{sales}question title: owner(p{links})\n"
    return Loader(logic_root()).matter_of(Source("title.case", text), Path())
