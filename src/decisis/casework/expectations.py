"""Expectations: what a case file says the answer must be, and why; each failure in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from decisis.casework.answer import HEADLINES, ask
from decisis.casework.asking import Court
from decisis.casework.certified import certify_rows
from decisis.casework.coverage import Gap, gaps
from decisis.casework.grounds import steps
from decisis.casework.matter import Matter
from decisis.casework.question import Question
from decisis.casework.record import Fact, Record
from decisis.casework.row import Row
from decisis.casework.undated import undated_words
from decisis.casework.verdict import Asked
from decisis.casework.written import side_of
from decisis.compiler.force import before_authority
from decisis.compiler.setting import Setting
from decisis.syntax import ast
from decisis.values import Bounds, Value, closed, text


@dataclass(frozen=True)
class Result:
    """One expectation, and everything in which the answer differs from it."""

    variant: str
    expectation: ast.Expectation
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def name(self) -> str:
        return f"{self.variant}: {self.expectation.question.text}"


def check_expectations(matter: Matter, court: Court) -> Iterator[Result]:
    """What became of each expectation. Each answer is certified, unless the court is only searching."""
    for variant, expectation in matter.expectations:
        asked, question = expected_asking(matter, variant, expectation, court)
        rows = ask(asked, question)
        notes = undated_words(matter, asked, question, rows) if expectation.warnings else ()
        failures = failures_of(expectation, rows, gaps(asked, question), notes)
        if court.checks:
            certify_rows(matter.name, asked, question, rows, outright=True)
        yield Result(variant, expectation, tuple(failures))


def expected_asking(
    matter: Matter, variant: str, expectation: ast.Expectation, court: Court
) -> tuple[Asked, Question]:
    """What an expectation asks: its variant, with its own court, day, exclusions and assumptions."""
    base = matter.variants[variant]
    setting = _setting(base.setting, expectation, matter)
    record = _assumed(base.record, expectation)
    return Asked(court, setting, record), matter.questions[expectation.question.text]


def _setting(setting: Setting, expectation: ast.Expectation, matter: Matter) -> Setting:
    if expectation.court is not None:
        setting = replace(setting, court=expectation.court.text, en_banc=expectation.en_banc)
    if expectation.as_of is not None:
        setting = replace(setting, as_of=expectation.as_of)
    if expectation.before is not None:
        setting = before_authority(setting, expectation.before.text, matter.library)
    aside = setting.set_aside | {n.text for n in expectation.without}
    return replace(setting, set_aside=aside)


def _assumed(record: Record, expectation: ast.Expectation) -> Record:
    sides = [side_of(literal) for literal in expectation.even_if]
    return record.add(*(Fact(s.relation, s.values, "assumed", prevails=True) for s in sides))


def failures_of(
    expectation: ast.Expectation, rows: tuple[Row, ...], gaps: tuple[Gap, ...], notes: tuple[str, ...] = ()
) -> Iterator[str]:
    """Everything in which an answer differs from what is expected; ``notes`` are warnings on all of it."""
    relevant, mismatch = _outcome(expectation.outcome, rows)
    if mismatch:
        yield mismatch
        return
    yield from _reasons(expectation, relevant)
    yield from _numbers(expectation, relevant)
    uncovered = {g.provision for g in gaps} if _undecided(rows) else set()
    yield from _openness(expectation, relevant, uncovered)
    for warning in expectation.warnings:
        said = [w for r in relevant for w in (*r.warnings, *(s.why for s in r.standoffs))]
        said += notes
        if not any(warning.text in w for w in said):
            there_are = _listed(said)
            yield f"no warning says “{warning.text}”; there are: {there_are}"


def _outcome(outcome: ast.Outcome, rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], str]:
    """The rows that an expectation is about, or how the answer differs."""
    if outcome.values:
        wanted = {s.variable.name: s.value.value for s in outcome.values}
        verdict = outcome.verdict or "proved"
        found = tuple(
            r
            for r in rows
            if all(_is_that(r.bindings.get(n), v) for n, v in wanted.items()) and r.verdict == verdict
        )
        said = ", ".join(f"{n} = {text(v)}" for n, v in wanted.items())
        answered = _answers(rows) or "undetermined"
        return (found, "") if found else ((), f"expected {said} {verdict}; the answer is {answered}")
    verdict = next((v for v in HEADLINES if any(r.verdict == v for r in rows)), "undetermined")
    relevant = tuple(r for r in rows if r.verdict == verdict)
    if verdict != outcome.verdict:
        return (), f"expected {outcome.verdict}; the answer is {_answers(rows) or verdict}"
    if outcome.by_cases and not all(r.by_cases for r in relevant):
        return (), f"expected {verdict} by cases; it is {verdict} outright"
    return relevant, ""


def _is_that(value: Value | None, wanted: Value) -> bool:
    """Whether a value is the one wanted; of bounds, the same ones, whatever is unknown by them."""
    if isinstance(value, Bounds) and isinstance(wanted, Bounds):
        return replace(closed(value), tag="") == replace(closed(wanted), tag="")
    return value == wanted


def _answers(rows: tuple[Row, ...]) -> str:
    return "; ".join(_answer(r) for r in rows[:6])


def _answer(row: Row) -> str:
    values = ", ".join(f"{n} = {text(v)}" for n, v in row.bindings.items())
    return f"{values} {row.verdict}" if values else row.verdict


def _reasons(expectation: ast.Expectation, rows: tuple[Row, ...]) -> Iterator[str]:
    """What the grounds lack; each is looked at only if something is expected of it."""
    if expectation.because or expectation.never_because:
        yield from _because(expectation, rows)
    if expectation.arguendo_because:
        yield from _arguendo(expectation, rows)
    if expectation.considering:
        yield from _considering(expectation, rows)
    if expectation.citing:
        yield from _citing(expectation, rows)


def _because(expectation: ast.Expectation, rows: tuple[Row, ...]) -> Iterator[str]:
    used = frozenset(p for r in rows for g in r.grounds for p in g.provisions)
    for name in expectation.because:
        if not _among(name.text, used):
            yield f"`{name.text}` is in no ground; they rest on {_listed(sorted(used))}"
    for name in expectation.never_because:
        if _among(name.text, used):
            yield f"`{name.text}` is in a ground"


def _arguendo(expectation: ast.Expectation, rows: tuple[Row, ...]) -> Iterator[str]:
    arguendo = frozenset(p for r in rows for g in r.arguendo for p in g.provisions)
    for name in expectation.arguendo_because:
        if not _among(name.text, arguendo):
            yield f"`{name.text}` is in no arguendo ground; they rest on {_listed(sorted(arguendo))}"


def _considering(expectation: ast.Expectation, rows: tuple[Row, ...]) -> Iterator[str]:
    considered = frozenset(p for r in rows for p in r.considered)
    for name in expectation.considering:
        if not _among(name.text, considered):
            yield f"`{name.text}` was not considered and beaten; {_listed(sorted(considered))} was"


def _citing(expectation: ast.Expectation, rows: tuple[Row, ...]) -> Iterator[str]:
    cited = "\n".join(_citations(rows))
    for citation in expectation.citing:
        if citation.text not in cited:
            yield f"no step cites “{citation.text}”"


def _citations(rows: tuple[Row, ...]) -> Iterator[str]:
    """Every citation in the grounds of the rows, as the proof shows it and in full; what treated it since."""
    for row in rows:
        authorities = row.asked.court.programs.library.authorities
        infos = row.asked.run.lowered.program.provisions
        for found in row.grounds:
            for step in steps(found.proof):
                yield step.citation
                yield from step.treated
                info = infos.get(step.provision)
                if info is not None and info.authority in authorities:
                    yield authorities[info.authority].citation.text


def _among(name: str, used: frozenset[str]) -> bool:
    """Whether a provision is used, itself or as its copy in a scenario."""
    return any(p == name or p.startswith(f"{name} in ") for p in used)


def _numbers(expectation: ast.Expectation, rows: tuple[Row, ...]) -> Iterator[str]:
    for row in rows:
        if expectation.grounds is not None and len(row.grounds) != expectation.grounds:
            yield f"there {_grounds(len(row.grounds))}, not {expectation.grounds}"
        wanted = expectation.independent_grounds
        if wanted is not None and row.independent_grounds != wanted:
            yield f"there {_grounds(row.independent_grounds, 'independent ')}, not {wanted}"
        if expectation.strength is not None and row.strength != expectation.strength.text:
            yield f"the strength is {row.strength or 'none'}, not {expectation.strength.text}"


def _grounds(number: int, kind: str = "") -> str:
    return f"is 1 {kind}ground" if number == 1 else f"are {number} {kind}grounds"


def _undecided(rows: tuple[Row, ...]) -> bool:
    return all(r.verdict == "undetermined" for r in rows)


def _openness(expectation: ast.Expectation, rows: tuple[Row, ...], gaps: set[str]) -> Iterator[str]:
    if expectation.turning_on is not None:
        names = {t.name for r in rows for t in r.open_things} | gaps
        if not expectation.turning_on and names:
            yield f"it turns on {_listed(sorted(names))}"
        relations = {name.removeprefix("not ").partition("(")[0] for name in names if "(" in name}
        for name in expectation.turning_on:
            if name.text not in names | relations:
                yield f"it does not turn on `{name.text}`; it turns on {_listed(sorted(names))}"
    if expectation.presuming_nothing:
        presumed = [p.text for r in rows for p in r.presumes]
        if presumed:
            yield f"it presumes that nobody showed: {_listed(presumed)}"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or "nothing"
