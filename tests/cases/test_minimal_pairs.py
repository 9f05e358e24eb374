"""The minimal pairs of the four matters, one changed fact each: each is a variant that expects its outcome.

That expectations hold is tested with the cases (`test_expectations.py`); here, that no pair is missing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from decisis.casework.matter import Matter
from decisis.syntax import ast
from decisis.values import Duration
from tests.shipped import LOADER

CASES = Path(__file__).parents[2] / "cases"
PALACIOS, ALCARAZ = "idd/palacios_becerril.case", "mnd/amendment_782.case"
LEIVA, LUGO = "ca2/leiva_deras.case", "nmd/lugo_marin.case"

# Number, case, variant, question, outcome as written.
PAIRS = """
PV1 before   {p} error_on_2_july        clear_error refuted
PV1          {p} error_on_1_july        clear_error proved
PV2          {p} error_filed_in_time    clear_error refuted
PV3          {p} change_of_heart        clear_error refuted
PV4          {p} assistance_in_the_year assistance  proved
PV4 late     {p} assistance_too_late    assistance  refuted
PV5          {p} vacatur_in_time        vacatur     proved
PV5 late     {p} vacatur_late           vacatur     refuted
PV6          {p} remanded               remand      proved
PV6 rehab    {p} remanded               rehab       refuted
PV6 status   {p} remanded               status      refuted
PV8          {p} remanded_drug_offense  status      undetermined
AV0          {a} amendment_782          reducible   refuted
AV0 before   {a} amendment_782          range_then  Low=120,High=135
AV0 after    {a} amendment_782          range_now   Low=120,High=120
AV1          {a} no_minimum             reducible   proved
AV1 floor    {a} no_minimum             least       Term=87
AV2          {a} not_listed             reducible   refuted
AV3          {a} sentence_of_130        reducible   proved
AV4          {a} assisted               reducible   proved
AV5          {a} displaced_range        reducible   refuted
AV6          {a} minimum_of_60          reducible   proved
AV6 floor    {a} minimum_of_60          least       Term=87
AV7          {a} too_early              reducible   refuted
AV9          {a} in_colorado            outcome     Form=dismissal
LV1          {l} six_months             increase    N=12
LV1 range    {l} six_months             range       L=30,H=37
LV1 within   {l} six_months             in_range    proved
LV1 ground   {l} six_months             short_ground undetermined
LV2          {l} twelve_months          increase    undetermined
LV2 2003     {l} twelve_months_2003     increase    N=16
LV3          {l} thirteen_months        increase    undetermined
LV3 above    {l} fourteen_months        increase    N=16
LV4          {l} simple_possession      increase    N=4
LV4 range    {l} simple_possession      range       L=10,H=16
LV6          {l} safety_found           safety      undetermined
LV6 error    {l} safety_found           safety_error undetermined
LV6 remand   {l} safety_found           remand      proved
LV7          {l} no_affidavits          duty        undetermined
LV7 findings {l} no_affidavits          findings_remand undetermined
LV7 burden   {l} no_affidavits          presumption proved
LV9          {l} manual_2000            increase    N=16
LV9 note     {l} manual_2000_one_felony severity    proved
LV11         {l} in_idaho               increase    N=16
MV1          {m} supervised             writ        refuted
MV1 vehicle  {m} supervised             vehicle     proved
MV2          {m} timely                 vacatur     proved
MV4          {m} by_statute             other       proved
MV5          {m} pleaded                entertain   proved
MV7          {m} in_virginia            reclassify  refuted
MV8          {m} guidance_only          guidance    undetermined
"""


@cache
def matter_of(case: str) -> Matter:
    return LOADER.matter(str(CASES / case))


def rows() -> list[list[str]]:
    text = PAIRS.format(p=PALACIOS, a=ALCARAZ, l=LEIVA, m=LUGO)
    found = [line.split() for line in text.strip().splitlines()]
    return [[" ".join(words[:-4]), *words[-4:]] for words in found]


def outcomes(matter: Matter, variant: str, question: str) -> list[str]:
    """What a variant expects of a question as it is asked there: verdicts and values."""
    found = []
    for owner, expectation in matter.expectations:
        asked_otherwise = expectation.without or expectation.court or expectation.as_of or expectation.even_if
        if owner == variant and expectation.question.text == question and not asked_otherwise:
            found.append(in_words(expectation.outcome))
    return found


def in_words(outcome: ast.Outcome) -> str:
    """`proved`, or `N=16`; durations in months."""
    return outcome.verdict or ",".join(f"{s.variable.name}={plain(s.value)}" for s in outcome.values)


def plain(value: object) -> object:
    if isinstance(value, ast.Constant):
        value = value.value
    return value.months if isinstance(value, Duration) else value


@pytest.mark.parametrize("number, case, variant, question, outcome", rows())
def test_the_pair_is_there(number: str, case: str, variant: str, question: str, outcome: str) -> None:
    assert outcomes(matter_of(case), variant, question) == [outcome], number
