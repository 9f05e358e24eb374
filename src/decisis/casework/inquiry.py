"""One question put to a matter, with what the asker changes for the asking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import partial

from decisis.casework.answer import Answer, about, ask
from decisis.casework.coverage import gaps
from decisis.casework.elsewhere import Unused, unused
from decisis.casework.matter import Matter, Variant
from decisis.casework.question import Question
from decisis.casework.record import Fact
from decisis.casework.sitting import EN_BANC, never_sits
from decisis.casework.undated import undated_words
from decisis.casework.verdict import Asked
from decisis.compiler.setting import Setting
from decisis.dataclass import dataclass, replace
from decisis.diagnostics import Complaints, Diagnostic, Rejected
from decisis.engine import DEFAULT, Engine, engine

MOST_NAMED = 8  # of what there is, to somebody who named something else
FEW_NAMED = 3  # where there are more


@dataclass(frozen=True)
class Inquiry:
    """What differs from the matter as its file states it."""

    as_of: str = ""
    court: str = ""
    without: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    before: str = ""
    another_case: bool = False  # with the same record: what the matter itself decides is law, once decided
    variant: str = ""
    engine: str = DEFAULT


def answers(matter: Matter, questions: Iterable[str], inquiry: Inquiry) -> Iterator[Answer]:
    """Answers to questions by their names, or to literals as they would be written. Raises Rejected."""
    wrong = Complaints()
    asked = wrong.of(asked_of, matter, inquiry)
    named = [wrong.of(question_in, matter, text) for text in questions]
    wrong.refuse()
    assert asked is not None
    for question in filter(None, named):
        yield answered(matter, asked, question)


def questions_in(matter: Matter, texts: Iterable[str]) -> list[Question]:
    """Several questions. Raises Rejected with what is wrong with any of them."""
    wrong = Complaints()
    named = [wrong.of(question_in, matter, text) for text in texts]
    wrong.refuse()
    return [question for question in named if question is not None]


def answered(matter: Matter, asked: Asked, question: Question) -> Answer:
    """The answer to a question, asked of one state of a matter. Raises Rejected if it is of nothing."""
    if matter.questions.get(question.name) != question:  # those were held to it when they were compiled
        from decisis.casework.typed import refuse_unknown_things

        refuse_unknown_things(question, asked.record, matter)
    rows = ask(asked, question)
    undated = undated_words(matter, asked, question, rows)
    return Answer(
        matter=matter.name,
        title=matter.title,
        court=asked.setting.court,
        court_title=court_title(matter, asked.setting),
        as_of=asked.setting.as_of,
        question=question,
        asked=about(asked, question),
        rows=rows,
        gaps=gaps(asked, question),
        notes=(*own_authorities(matter, asked, question), *undated),
        read_unused=lambda relations: _unused(matter, relations),
    )


def _unused(matter: Matter, relations: Iterable[str]) -> Iterable[Unused]:
    """The areas that it does not use, if its law is of areas."""
    return unused(relations, matter.read_areas(), matter.uses) if matter.uses else ()


def answer(matter: Matter, question: str, inquiry: Inquiry) -> Answer:
    """The answer to one question."""
    return next(answers(matter, (question,), inquiry))


def asked_of(matter: Matter, inquiry: Inquiry) -> Asked:
    """The matter in the setting and with the assumptions of an inquiry."""
    wrong = Complaints()
    base = wrong.of(_varied, matter, inquiry.variant) or matter.variants[matter.name]
    setting = base.setting
    for change in _changes(matter, inquiry):
        setting = wrong.of(change, setting) or setting
    assumed = [wrong.of(_assumption, matter, text, n) for n, text in enumerate(inquiry.assume, 1)]
    chosen = wrong.of(_engine, inquiry.engine)
    wrong.refuse()
    assert chosen is not None
    record = base.record.add(*filter(None, assumed))
    return Asked(matter.court(chosen), setting, record, variant="" if base.name == matter.name else base.name)


def _varied(matter: Matter, variant: str) -> Variant:
    return matter.variants[_known(variant or matter.name, matter.variants, "variant")]


def _changes(matter: Matter, inquiry: Inquiry) -> Iterator[Callable[[Setting], Setting]]:
    """What an inquiry changes of the setting, in its order."""
    if inquiry.court:
        yield lambda setting: _in_court(setting, inquiry.court, matter)
    if inquiry.as_of:
        yield lambda setting: replace(setting, as_of=day_named(inquiry.as_of))
    if inquiry.another_case:
        yield lambda setting: replace(setting, own=frozenset())
    if inquiry.before:
        yield lambda setting: _before(setting, inquiry.before, matter)
    for name in inquiry.without:
        yield partial(_aside, name, matter)


def _in_court(setting: Setting, name: str, matter: Matter) -> Setting:
    court, en_banc = court_asked(name, matter)
    return replace(setting, court=court, en_banc=en_banc)


def _aside(name: str, matter: Matter, setting: Setting) -> Setting:
    names = set(matter.library.provisions) | set(matter.library.authorities)
    known = _known(name, names, "provision or authority")
    return replace(setting, set_aside=setting.set_aside | {known})


def _before(setting: Setting, authority: str, matter: Matter) -> Setting:
    from decisis.compiler.force import before_authority

    known = matter.library.authorities
    return before_authority(setting, _known(authority, known, "authority"), matter.library)


def own_authorities(matter: Matter, asked: Asked, question: Question) -> tuple[str, ...]:
    """What the matter decides and, asked elsewhere or later, would bear on the question of another case."""
    setting = asked.setting
    moved = (setting.court, setting.as_of) != (matter.setting.court, matter.setting.as_of)
    if not setting.own or not moved:
        return ()
    from decisis.compiler.standing import own_words

    another = replace(setting, own=frozenset())
    program = asked.court.read_law(another, asked.record, question.relation)
    speaking = {clause.origin.provision for clause in program.clauses}
    bearing = {info.authority for name, info in program.provisions.items() if name in speaking}
    return tuple(own_words(name, matter.library, setting) for name in sorted(setting.own & bearing))


def court_asked(name: str, matter: Matter) -> tuple[str, bool]:
    """A court by its name, and whether the whole of it is asked: `ca8 en banc`. Raises Rejected."""
    court = _known(name.removesuffix(EN_BANC), matter.courts, "court")
    en_banc = name.endswith(EN_BANC)
    if en_banc and matter.library.courts[court].trial:
        raise Rejected((never_sits(court),))
    return court, en_banc


def court_title(matter: Matter, setting: Setting) -> str:
    """The words for the court asked."""
    return matter.courts[setting.court] + (EN_BANC if setting.en_banc else "")


def court_named(name: str, matter: Matter) -> str:
    """A court that the matter's law knows. Raises Rejected."""
    return _known(name, matter.courts, "court")


def _engine(name: str) -> Engine:
    try:
        return engine(name)
    except ValueError as unknown:
        raise Rejected((Diagnostic("E0501", str(unknown)),)) from None


def _known(name: str, known: Collection[str], what: str) -> str:
    if name not in known:
        raise Rejected((_unknown(what, name, known),))
    return name


def _unknown(what: str, name: str, known: Collection[str]) -> Diagnostic:
    from decisis.compiler.names import did_you_mean

    return Diagnostic(
        "E0502", f"no {what} is called `{name}`", help=did_you_mean(name, known, _few_of(known))
    )


def _few_of(known: Collection[str]) -> str:
    """All that there is, or three of many."""
    names = [f"`{name}`" for name in sorted(known)]
    if len(names) > MOST_NAMED:
        return f"name one that there is, such as {', '.join(names[:FEW_NAMED])}"
    return f"there {'is' if len(names) == 1 else 'are'} {', '.join(names) or 'none'}"


def day_named(text: str) -> date:
    """A day as it is written on a command line. Raises Rejected."""
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Rejected(
            (Diagnostic("E0503", f"`{text}` is not a day", help="write it as 2004-02-17"),)
        ) from None


def named_or_all(matter: Matter, names: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked: what was named or, if nothing was, every question of the case. Raises Rejected."""
    if names or matter.questions:
        return names or tuple(matter.questions)
    message = f"matter `{matter.name}` has no questions"
    help = (
        "name a literal that is to be asked, as in `p(a, N)`, or write `question name: p(a, N)` in the case"
    )
    raise Rejected((Diagnostic("E0504", message, help=help),))


def question_in(matter: Matter, text: str) -> Question:
    """A question by its name, or a literal as it would be written. Raises Rejected."""
    if text in matter.questions:
        return matter.questions[text]
    if "(" not in text:
        raise Rejected((_no_question(text, matter),))
    from decisis.casework.typed import question_typed

    return question_typed(text, matter)


def _no_question(text: str, matter: Matter) -> Diagnostic:
    from decisis.compiler.names import near_miss

    close = near_miss(text, matter.questions)
    return Diagnostic(
        "E0504",
        f"matter `{matter.name}` has no question `{text}`",
        notes=(f"its questions are {', '.join(f'`{q}`' for q in matter.questions)}",)
        if matter.questions and not close
        else (),
        help=f"did you mean `{close}`?" if close else "write a literal to ask something else",
    )


def _assumption(matter: Matter, text: str, number: int) -> Fact:
    from decisis.casework.typed import assumption_typed

    return assumption_typed(text, matter, number)
