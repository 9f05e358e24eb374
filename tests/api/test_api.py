"""Decisis from Python: what the page does not show."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import decisis
from decisis.api.notebook import text_html
from decisis.render import RENDERERS
from decisis.values import text

ROOT = Path(__file__).parents[2]
LEASE = ROOT / "tests" / "sessions" / "lease.case"


@pytest.fixture(scope="module")
def lease() -> decisis.Matter:
    return decisis.load_doctrine().matter(LEASE)


def test_importing_it_imports_nothing_else() -> None:
    code = (
        "import sys, decisis; print(*[m for m in sys.modules if m.startswith(('decisis.', 'lark', 'click'))])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "decisis.version"


def test_every_name_that_it_lists_is_there() -> None:
    assert set(decisis.__all__) <= set(dir(decisis))
    assert all(getattr(decisis, name) for name in decisis.__all__)
    with pytest.raises(AttributeError, match="no attribute `load_doctrin`"):
        decisis.load_doctrin  # noqa: B018


def test_a_text_is_a_matter_as_its_file_is(lease: decisis.Matter) -> None:
    text = decisis.load_doctrine().matter(LEASE.read_text("utf-8"))
    assert text.ask("deposit").why().to("json") == lease.ask("deposit").why().to("json")


def test_it_answers_as_the_command_does(lease: decisis.Matter) -> None:
    command = [
        sys.executable,
        "-m",
        "decisis",
        "why",
        str(LEASE),
        "evict",
        "--json",
        "--assume",
        "rent_tendered(flat)",
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    answer = lease.assume("rent_tendered(flat)").ask("evict")
    assert json.loads(answer.why().to("json")) == json.loads(result.stdout)


CHANGES = [
    lambda m: m.suppose("rent_owed(flat, 1)", instead=True),
    lambda m: m.suppose("retaliatory(landlord, flat)", status="apparent"),
    lambda m: m.assume("not may_evict(landlord, flat)"),
    lambda m: m.withdraw("damaged_by(_, _)"),
    lambda m: m.resolve("notice", "notice_given(landlord, flat)"),
    lambda m: m.without("balance", "vale"),
    lambda m: m.in_court("appeals"),
    lambda m: m.as_of("2014-01-01"),
    lambda m: m.before("vale"),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_another_matter(lease: decisis.Matter, change: object) -> None:
    before = (
        lease.changes,
        lease.court,
        lease.day,
        lease.ask("evict").to("json"),
        lease.ask("deposit").to("json"),
    )
    changed = change(lease)  # type: ignore[operator]
    assert isinstance(changed, decisis.Matter)
    assert len(changed.changes) == 1
    assert changed.state != lease.state
    after = (
        lease.changes,
        lease.court,
        lease.day,
        lease.ask("evict").to("json"),
        lease.ask("deposit").to("json"),
    )
    assert before == after
    again = lease.change(*changed.changes)
    assert again.state == changed.state


def test_two_imprecise_values_are_two_unknowns(lease: decisis.Matter) -> None:
    """Though the changes that state them are the same in everything but their turn."""
    twice = lease.suppose("rent_owed(flat, 1 to 5)").suppose("rent_owed(roof, 1 to 5)")
    first, second = (f.values[1] for f in twice.state.record.facts[-2:])
    assert first != second


@pytest.mark.parametrize(
    "change, code",
    [
        ("suppose rent_owed(flt, 1)", "E0505"),  # nearly a name that is known
        ("suppose rent_owed(flat)", "E0304"),
        ("supose rent_owed(flat, 1)", "E0201"),
        ("suppose rent_owed(flat, 1) withdraw damaged_by(flat, tenant)", "E0201"),  # one at a time
        ("withdraw damaged_by(flat, landlord)", "W0409"),  # nothing to withdraw
        ("resolve notices as notice_given(landlord, flat)", "E0410"),
        ("resolve notice as rent_owed(flat, 1)", "E0411"),
        ("set aside tenancy_acts", "E0406"),
        ("in countyy", "E0401"),
        ("as of 2014-02-30", "E0106"),
        ("before vales", "E0402"),
    ],
)
def test_what_cannot_be_changed_is_refused(lease: decisis.Matter, change: str, code: str) -> None:
    with pytest.raises(decisis.Rejected) as refused:
        lease.change(change)
    assert [d.code for d in refused.value.diagnostics] == [code]
    assert code in str(refused.value)


def test_what_it_takes_is_looked_for_towards_what_the_command_takes(lease: decisis.Matter) -> None:
    """A verdict or a value, and nothing else."""
    found = lease.needs("deposit", to="Amount = $1,000")
    assert found.side is not None and found.to == "proved"
    with pytest.raises(decisis.Rejected) as refused:
        lease.needs("deposit", to="provd")
    assert [d.code for d in refused.value.diagnostics] == ["E0507"]


def test_changes_are_taken_as_needs_writes_them(lease: decisis.Matter) -> None:
    one, other = "withdraw rent_owed(flat, 3)", "suppose rent_owed(flat, 1)"
    assert lease.change(f"{one}; {other}").changes == (one, other)


def test_html_of_hostile_names_is_escaped(lease: decisis.Matter) -> None:
    shown = text_html('<script>alert(1)</script> \x1b[31m & "quoted"')
    assert "<script" not in shown
    assert "\x1b" not in shown
    for html in (
        lease._repr_html_(),
        lease.ask("evict")._repr_html_(),
        lease.ask("evict").why()._repr_html_(),
    ):
        assert html.startswith("<")
        assert "<script" not in html


@pytest.mark.parametrize("form", RENDERERS)
def test_every_form_renders(lease: decisis.Matter, form: str) -> None:
    assert lease.ask("deposit").to(form)
    assert lease.ask("deposit").why().to(form)


def test_types_are_seen_by_those_who_import_it(tmp_path: Path) -> None:
    """As another project sees them, from the package alone."""
    api = pytest.importorskip("mypy.api")
    program = tmp_path / "user.py"
    program.write_text(
        "import decisis\n"
        "answer = decisis.load_doctrine().matter('x.case').assume('p(a)').ask('p(X)')\n"
        "verdict: str = answer.verdict\n"
        "number: int = answer.why().to('text')\n"
    )
    out, _, _ = api.run(["--strict", str(program)])
    (error,) = [line for line in out.splitlines() if "user.py" in line]
    assert ':4: error: Incompatible types in assignment (expression has type "str"' in error


def test_imprecise_values_of_two_changes_are_two_unknowns(lease: decisis.Matter) -> None:
    changed = lease.change(
        "suppose rent_owed(flat, 3 to 5) instead", "suppose rent_owed(room, 3 to 5) instead"
    )
    owed = [f.values[1] for f in changed.state.record.facts if f.relation == "rent_owed"]
    assert len({text(v) for v in owed}) == 1
    assert len(set(owed)) == 2


def test_a_slip_in_a_change_is_placed_in_that_change(lease: decisis.Matter) -> None:
    for before in ((), ("withdraw repair_cost(_, _)", "as of 2014-01-01")):
        with pytest.raises(decisis.Rejected, match=r"^<change>:1:9: error\[E0303\]"):
            lease.change(*before, "suppose rent_owd(flat, 3)")
