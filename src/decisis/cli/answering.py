"""What `ask` and `why` do, however their command line was read."""

from __future__ import annotations

from decisis.casework.certified import certify
from decisis.casework.inquiry import Inquiry, answers, named_or_all
from decisis.casework.present import present
from decisis.cli.status import say
from decisis.cli.terminal import paint, width
from decisis.files import write_whole
from decisis.prepared import prepared
from decisis.render import render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_GROUNDS = 6  # in full, but for `--full`; further ones that are not independent are a line each


def answer(
    case: str,
    questions: tuple[str, ...] = (),
    *,
    proofs: bool,
    logic: str | None = None,
    form: str = "text",
    brief: bool = False,
    full: bool = False,
    depth: int | None = None,
    certificate: str | None = None,
    **changes: Any,
) -> None:
    """Answer, and print. Nothing is printed if anything is wrong."""
    matter = prepared(case, logic)
    if matter.diagnostics:
        from decisis.render.diagnostics_text import folded_text

        say(folded_text(matter.diagnostics))
    inquiry = Inquiry(**{name: value for name, value in changes.items() if value is not None})
    names = named_or_all(matter, questions)
    found = list(answers(matter, names, inquiry))
    views = [present(answer, proofs=proofs) for answer in found]
    certified = certify(found)
    if certificate is not None:
        write_whole(certificate, certified.text())
    listed = None if full else MOST_GROUNDS
    shown = render(form, views, brief=brief, depth=depth, grounds=listed, width=width(), paint=paint())
    print(shown, flush=True)
