"""What each kind of property says of one small matter: it holds, or is broken in these words."""

from __future__ import annotations

from pathlib import Path

import pytest

from decisis.casework.verdict import Asked
from decisis.engine import engine
from decisis.pipeline import Loader
from decisis.source import Source
from decisis.testing.properties import violations

LAW = """
court high "H."
authority code is "City Code" statute from the document
sort Permit
sort Person
thing ann: Person
sort Zone is one of red, green
relation held_by(x: Permit, who: Person)
relation zone(x: Permit, in_zone: Zone) functional in x
relation stayed(x: Permit, hours: Int) functional in x
relation applied_on(x: Permit, day: Date) functional in x
relation excused(x: Permit)
relation fine(x: Permit, amount: Int) functional in x
relation tagged(x: Permit)
relation of_ann(x: Permit)
rule short under code at "1"
  given
    (1) stayed(X, H)
    (2) H <= 2
  then fine(X, 10)
rule long under code at "2"
  given
    (1) stayed(X, H)
    (2) H > 2
    (3) H < 9
    (4) no showing that excused(X)
  then fine(X, 50)
rule longest under code at "3"
  given
    (1) stayed(X, H)
    (2) H >= 9
  then fine(X, 40)
rule tag under code at "4"
  given
    (1) zone(X, red)
  then tagged(X)
rule late under code at "5"
  given
    (1) applied_on(X, Day)
    (2) Day > 2020-01-31
  then tagged(X)
rule favourite under code at "6"
  given
    (1) held_by(X, ann)
  then of_ann(X)
"""

MATTER = """
matter parking is "City v. Bo" before high as of 2021-01-01
fact stayed(permit, 3) found
fact zone(permit, red) found
fact applied_on(permit, 2020-01-01) found
fact held_by(permit, bo) found
"""

HOLDS = [
    "never fine(X, 10) and fine(X, 50)",
    "never fine(X, N) and not tagged(X)",
    "always tagged(X) if zone(X, red)",
    "always fine(X, _) if stayed(X, _) and zone(X, red)",
    "exactly one of fine(X, 10), fine(X, 50), fine(X, 40) if stayed(X, _)",
    "lowering H in stayed(X, H) never raises N in fine(X, N)",
    "raising Day in applied_on(X, Day) never lowers N in fine(X, N)",
    "raising H in stayed(X, H) never adds excused(X)",
    "lowering Day in applied_on(X, Day) never removes tagged(X)",
    "adding zone(X, Z) never removes fine(X, N)",
    "adding excused(X) never removes tagged(X)",
    "adding excused(X) never adds fine(X, N)",
    "removing held_by(X, W) never changes fine(X, N)",
    "changing Day in applied_on(X, Day) never changes fine(X, N)",
    "changing H in stayed(X, H) never changes tagged(X)",
    "within 2022-01-01 to 2023-12-31 never tagged(X)",
    "never tagged(X) if zone(X, green)",
]

BROKEN = {
    "never tagged(X) and fine(X, 50)": "tagged(permit), and fine(permit, 50)",
    "within 2021-01-01 to 2021-01-01 never tagged(X)": "tagged(permit)",
    "always excused(X) if tagged(X)": "tagged(permit), and it is not established that excused(permit)",
    "exactly one of tagged(X), fine(X, 50) if zone(X, red)": (
        "zone(permit, red), and tagged(permit), and fine(permit, 50)"
    ),
    "exactly one of excused(X), of_ann(X) if zone(X, red)": (
        "zone(permit, red), and it is established neither that excused(permit) nor that of_ann(permit)"
    ),
    "raising H in stayed(X, H) never lowers N in fine(X, N)": (
        "fine(permit, 50); if stayed(permit, 9), fine(permit, 40)"
    ),
    "raising H in stayed(X, H) never removes fine(X, 50)": (
        "fine(permit, 50); if stayed(permit, 9), this is not established"
    ),
    "raising H in stayed(X, H) never adds fine(X, 40)": (
        "it is not established; if stayed(permit, 9), fine(permit, 40)"
    ),
    "adding excused(X) never removes fine(X, N)": (
        "fine(permit, 50); if it were found that excused(permit), this is not established"
    ),
    "removing zone(X, red) never changes tagged(X)": (
        "tagged(permit); without the fact that zone(permit, red), this is not established"
    ),
    "changing Z in zone(X, Z) never changes tagged(X)": (
        "tagged(permit); if zone(permit, green), this is not established"
    ),
    "adding held_by(X, ann) never adds of_ann(X)": (
        "it is not established; if it were found that held_by(permit, ann), of_ann(permit)"
    ),
}


def found(stated: str, matter: str = MATTER, law: str = LAW) -> list[str]:
    text = f"{law}\nproperty stated {stated}\n{matter}"
    compiled = Loader(Path(__file__).parent).matter_of(Source("parking.case", text), Path(__file__).parent)
    asked = Asked(compiled.court(engine("seminaive")), compiled.setting, compiled.record)
    return [v.words for v in violations(compiled.library.properties["stated"], asked)]


@pytest.mark.parametrize("stated", HOLDS)
def test_it_holds(stated: str) -> None:
    assert found(stated) == []


@pytest.mark.parametrize(
    "authority, stated, broken",
    [
        ('"Code of 2020" statute in force from 2020-01-01', "never fine(X, _)", True),
        ('"Code of 2030" statute in force from 2030-01-01', "never fine(X, _)", False),
        ('"Old Code" statute in force from 1990-01-01 to 1999-12-31', "never fine(X, _)", False),
        ('"Old v. City, 2 F.3d 2 (H. 2020)" decided by high on 2020-01-01', "never fine(X, _)", True),
        ('"New v. City, 2 F.3d 2 (H. 2030)" decided by high on 2030-01-01', "never fine(X, _)", False),
    ],
)
def test_it_speaks_of_the_days_on_which_what_it_stands_under_is_the_law(
    authority: str, stated: str, broken: bool
) -> None:
    text = f'under another at "7" {stated}\nauthority another is {authority} from the document'
    assert bool(found(text)) == broken


@pytest.mark.parametrize("stated", BROKEN)
def test_it_is_broken(stated: str) -> None:
    assert BROKEN[stated] in found(stated)


@pytest.mark.parametrize(
    "stayed, broken",
    [("1 to 5", False), ("4 to 20", False), ("more than 1", False), ("12 to 20", True), ("20", True)],
)
def test_what_is_only_known_by_bounds_breaks_it_where_none_of_its_values_keeps_it(
    stayed: str, broken: bool
) -> None:
    """The law of `longest` aside, whoever stays nine hours pays no fine."""
    text = LAW.replace("then fine(X, 40)", "then tagged(X)")
    matter = MATTER.replace("stayed(permit, 3)", f"stayed(permit, {stayed})")
    for stated in (
        "always fine(X, _) if stayed(X, _)",
        "exactly one of fine(X, 10), fine(X, 50) if stayed(X, _)",
    ):
        assert bool(found(stated, matter, text)) == broken


def test_names_that_the_law_names_are_kept_and_others_do_not_matter() -> None:
    assert found("changing who never changes what") == []
    assert found("changing who never changes what", MATTER.replace("bo)", "ann)")) == []


@pytest.mark.parametrize(
    "stated",
    [
        '"Title" under code at "7" within 2020-01-01 to 2022-01-01 never tagged(X) because "it is so"',
        "in every court never tagged(X)",
        "in every court changing who never changes what",
        "never tagged(X) and tagged(Y) and tagged(Z) if zone(X, red) and zone(Y, red)",
    ],
)
def test_what_may_stand_around_it(stated: str) -> None:
    found(stated)
