"""A split as the plain data that renderers take."""

from __future__ import annotations

from decisis.casework.matter import Matter
from decisis.casework.present import question_text
from decisis.casework.verdict import Asked
from decisis.precedent.split import Group, Split, cited
from decisis.render.split import AuthorityView, GroupView, SplitView


def present_split(matter: Matter, asked: Asked, found: Split) -> SplitView:
    every = tuple(c for group in found.groups for c in group.courts)
    return SplitView(
        matter=matter.name,
        title=matter.title,
        question=question_text(found.question),
        question_title=found.question.title,
        as_of=asked.setting.as_of,
        home=found.home,
        home_title=matter.courts[found.home],
        groups=tuple(_group(matter, group, every, found.home) for group in found.groups),
    )


def _group(matter: Matter, group: Group, asked: tuple[str, ...], home: str) -> GroupView:
    answer = group.answer
    warnings = dict.fromkeys(w for row in answer.headline for w in row.warnings)
    return GroupView(
        courts=group.courts,
        titles=_titles(group.courts, asked, matter, home),
        answer=answer.words,
        strength=answer.strength,
        controlling=tuple(AuthorityView(p, cited(p, answer), answer.weight(p)) for p in group.controlling),
        differs=group.differs,
        turns_on=answer.turns_on,
        warnings=tuple(warnings),
    )


def _titles(courts: tuple[str, ...], asked: tuple[str, ...], matter: Matter, home: str) -> tuple[str, ...]:
    """The courts' titles; trial courts that all answer as the court above them does are counted with it.

    The court in which the matter is has a title of its own where no other below that one was asked.
    """
    below: dict[str, list[str]] = {}
    for court in asked:
        declared = matter.library.courts[court]
        if declared.trial and declared.under is not None:
            below.setdefault(declared.under.text, []).append(court)
    alike = {
        c: trial
        for c, trial in below.items()
        if c in courts and set(trial) <= set(courts) and trial != [home]
    }
    counted = {t for trial in alike.values() for t in trial}
    return tuple(
        f"{matter.courts[c]} with {len(alike[c])} below" if c in alike else matter.courts[c]
        for c in courts
        if c not in counted
    )
