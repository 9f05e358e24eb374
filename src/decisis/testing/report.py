"""Running case files as tests: their expectations, and the properties of the law they use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisis.casework.asking import Court
from decisis.casework.expectations import Result, check_expectations
from decisis.casework.matter import Matter, Variant
from decisis.casework.verdict import Asked
from decisis.diagnostics import Diagnostic
from decisis.engine import engine as engine_named
from decisis.syntax import ast
from decisis.testing.coverage import Coverage, coverage_json
from decisis.testing.properties import OF_ONE_MATTER, asked_of, first_violations


@dataclass(frozen=True)
class CaseReport:
    """What became of one case file."""

    path: str
    results: tuple[Result, ...] = ()
    broken: tuple[str, ...] = ()  # properties that do not hold of it
    rejected: tuple[Diagnostic, ...] = ()

    @property
    def failed(self) -> bool:
        return bool(self.broken) or not all(r.passed for r in self.results)


@dataclass(frozen=True)
class Report:
    cases: tuple[CaseReport, ...]

    @property
    def failed(self) -> bool:
        return any(c.failed for c in self.cases)

    @property
    def rejected(self) -> bool:
        return any(c.rejected for c in self.cases)


def report_of(path: str, matter: Matter, engine: str) -> CaseReport:
    """Every expectation of a case, and every property of the law that it uses."""
    return report_in(matter.court(engine_named(engine)), path, matter)


def report_in(court: Court, path: str, matter: Matter, variants: Sequence[Variant] = ()) -> CaseReport:
    """The same in a court.

    Properties of one matter are held against every variant, or some; those of two, which run it again for
    every change, against the matter itself.
    """
    results = tuple(check_expectations(matter, court))
    broken = broken_in(matter, court, tuple(matter.library.properties.values()), variants)
    return CaseReport(path, results, tuple(broken))


def broken_in(
    matter: Matter, court: Court, properties: tuple[ast.Property, ...], variants: Sequence[Variant] = ()
) -> Iterator[str]:
    """What breaks any of these properties: the first instance in the matter, and in each variant, or some."""
    of_one = tuple(p for p in properties if isinstance(p.body, OF_ONE_MATTER))
    about = asked_of(matter.library.properties.values())
    for variant in variants or matter.variants.values():
        held = properties if variant.name == matter.name else of_one
        for violation in first_violations(held, Asked(court, variant.setting, variant.record, about)):
            yield f"{variant.name}: {violation.name}: {violation.words}"


def summary_text(report: Report) -> str:
    """Failures one by one, then a line of totals."""
    lines = [line for case in report.cases for line in _case_lines(case)]
    results = [r for case in report.cases for r in case.results]
    passed = sum(r.passed for r in results)
    failed = len(results) - passed + sum(len(c.broken) for c in report.cases)
    number = len(report.cases)
    rejected = sum(bool(c.rejected) for c in report.cases)
    lines.append(
        f"{number} {'case' if number == 1 else 'cases'}: {passed} passed, {failed} failed"
        + (f", {rejected} rejected" if rejected else "")
    )
    return "\n".join(lines)


def _case_lines(case: CaseReport) -> Iterator[str]:
    for result in case.results:
        for failure in result.failures:
            yield f"{result.expectation.span.where}: {result.name}: {failure}"
    for violation in case.broken:
        yield f"{case.path}: property {violation}"


def summary_json(report: Report, coverage: Coverage | None = None) -> str:
    """The report under the format `decisis.test/1`; `coverage` is there if it was asked for."""
    cases = [
        {
            "case": case.path,
            "rejected": [d.message for d in case.rejected],
            "expectations": [
                {
                    "variant": r.variant,
                    "question": r.expectation.question.text,
                    "passed": r.passed,
                    "failures": list(r.failures),
                }
                for r in case.results
            ],
            "properties": list(case.broken),
        }
        for case in report.cases
    ]
    more = {"coverage": coverage_json(coverage)} if coverage is not None else {}
    return json.dumps({"format": "decisis.test/1", "cases": cases, **more}, ensure_ascii=False, indent=2)
