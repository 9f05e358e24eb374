"""What-if: a matter after changes, written as a variant would write them, compared with what it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from decisis.casework.changes import changed, one_by_one
from decisis.casework.matter import Variant
from decisis.casework.question import Question
from decisis.casework.typed import slips
from decisis.casework.verdict import Asked
from decisis.diagnostics import Diagnostic, Rejected, errors
from decisis.questions.difference import Difference, differences
from decisis.source import Source
from decisis.syntax.parser import parse_change


def what_if(before: Asked, changes: Iterable[str], questions: Iterable[Question]) -> tuple[Difference, ...]:
    """What changes in each answer once all these changes are made. Raises Rejected."""
    return tuple(differences(before, after_changes(before, changes), questions))


def after_changes(asked: Asked, changes: Iterable[str]) -> Asked:
    """The state after changes such as `suppose p(a) instead` or `set aside the_act`. Raises Rejected."""
    variant = Variant("", "", asked.setting, asked.record)
    library = asked.court.programs.library
    problems: list[Diagnostic] = []
    for number, text in enumerate(one_by_one(changes), 1):
        written, complaints = parse_change(Source(f"<change {number}>", text))
        problems += complaints
        if written is not None and not errors(complaints):
            then, complaints = changed(variant, written, library)
            problems += complaints or slips(written, variant.record, library)
            variant = then
    if problems:
        raise Rejected(tuple(problems))
    return replace(asked, setting=variant.setting, record=variant.record)
