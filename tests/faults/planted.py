"""Faults as authors make them, each planted alone in a copy of the library that ships, and what finds it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """``old`` stands once in a file of the law (with ``front``: is the first after that) and becomes ``new``.

    ``by`` says what finds it: `check CODE`; `test CASE`; `verify AREA COURT` and then a property, two
    provisions or one; `mutate CASE PROVISION` where the fault is in a case that no longer looks.
    """

    name: str
    kind: str
    file: str
    old: str
    new: str
    by: str
    front: str = ""
    quick: bool = False

    def plant(self, root: Path) -> None:
        """Plants it under a folder that holds `logic/` and `cases/`. Fails if the text has changed since."""
        path = root / self.file
        text = path.read_text("utf-8")
        if not self.old:
            path.write_text(f"{text}\n{self.new}", "utf-8")
            return
        begin = text.index(self.front) if self.front else 0
        at = text.index(self.old, begin)
        assert self.front or text.count(self.old) == 1, f"{self.name}: `{self.old}` stands there twice"
        path.write_text(text[:at] + self.new + text[at + len(self.old) :], "utf-8")


CLASSES, LEVEL, RANGE = (f"logic/sentencing/{name}.law" for name in ("classes", "level", "range"))
CELLS = "logic/sentencing/tables/sentencing_table.csv"
COURTS = "logic/courts/courts.law"
GROUNDS, POLICY = "logic/departures/grounds.law", "logic/reduction/policy.law"
FINALITY = "logic/collateral/finality.law"
YEAR = "logic/collateral/section_2255.law"
PERIODS, COUNTING = "logic/time/rule_35.law", "logic/time/counting.law"
INCREASE = "logic/illegal_reentry/increase_2001.law"
LEVELS = "test cases/ca3/levels.case"
PANELS = "test cases/ca8/panels.case"
MOTION = "test cases/paed/section_2255.case"
CORRECTION = "test cases/txsd/clear_error.case"
PRIORS = "test cases/ca5/two_priors.case"
DEPARTURE = "test cases/ca2/departures_2004.case"
MINIMUM = "test cases/paed/below_the_minimum.case"

FLAT = """rule planted_flat under usc18_3559 at "(a)"
  given
    (1) imposed(J, _)
  then offense_class(J, infraction)
"""
UNBOUND = """rule planted_unbound under usc18_3559 at "(a)"
  given
    (1) imposed(J, _)
  then offense_class(J, Class)
"""
CIRCLE = """rule planted_circle under usc18_3559 at "(a)"
  given
    (1) imposed(J, _)
    (2) no showing that offense_class(J, infraction)
  then offense_class(J, infraction)
"""
TWICE = """rule acceptance under ussg at "§ 3E1.1(a)"
  given
    (1) accepted_responsibility(J)
  then acceptance_reduction(J, 2)
"""

FAULTS = (
    # --- collisions, dead provisions, gaps --------------------------------------------------------------
    Fault(
        "two classes at exactly a year",
        "collision",
        CLASSES,
        "Most > 1 year",
        "Most >= 1 year",
        "verify sentencing ca3 class_a_misdemeanor_by_maximum class_e_by_maximum",
        quick=True,
    ),
    Fault(
        "a rule that calls every offense an infraction",
        "collision",
        CLASSES,
        "",
        FLAT,
        "verify sentencing ca3 class_c_by_maximum planted_flat",
        quick=True,
    ),
    Fault(
        "more for an early plea, no exception any more",
        "missing exception",
        LEVEL,
        "  exception to acceptance\n",
        "",
        "verify sentencing ca3 acceptance early_plea_on_motion",
        front="rule early_plea_on_motion",
        quick=True,
    ),
    Fault(
        "five years or more, and less than four",
        "dead provision",
        CLASSES,
        "Most < 10 years",
        "Most < 4 years",
        "verify sentencing ca3 class_d_by_maximum",
        quick=True,
    ),
    Fault(
        "no class between five and six years",
        "gap",
        CLASSES,
        "Most >= 5 years",
        "Most >= 6 years",
        "verify sentencing ca3 class_at_five_years",
        quick=True,
    ),
    Fault(
        "no class at six months",
        "gap",
        CLASSES,
        "Most <= 6 months",
        "Most < 6 months",
        "verify sentencing ca3 class_at_six_months",
    ),
    Fault(
        "a cell out of order", "wrong table", CELLS, "\n21,II,41,51\n", "\n21,II,46,51\n", LEVELS, quick=True
    ),
    # --- elements ---------------------------------------------------------------------------------------
    Fault(
        "life is a Class B felony too",
        "dropped element",
        CLASSES,
        "    (3) Most < life\n",
        "",
        LEVELS,
        quick=True,
    ),
    Fault(
        "no motion for the early plea",
        "dropped element",
        LEVEL,
        "    (5) government_motion(J, acceptance_of_plea, _)\n",
        "",
        LEVELS,
        quick=True,
    ),
    Fault(
        "a letter grade of the statute is passed over",
        "dropped element",
        CLASSES,
        "    (4) no showing that letter_grade(J, Class)\n",
        "",
        LEVELS,
        front="rule class_c_by_maximum",
    ),
    Fault(
        "a late motion opens the gate",
        "dropped element",
        YEAR,
        "    (4) timely_2255(M)\n",
        "",
        MOTION,
        front="rule section_2255_available",
    ),
    Fault(
        "acceptance where there is none",
        "flipped negation",
        LEVEL,
        "(2) not accepted_responsibility(J)",
        "(2) accepted_responsibility(J)",
        LEVELS,
        quick=True,
    ),
    Fault(
        "a timely motion is late",
        "flipped negation",
        YEAR,
        "(3) not timely_2255(M)",
        "(3) timely_2255(M)",
        MOTION,
    ),
    Fault(
        "the minimum cuts where it lies below",
        "flipped comparison",
        RANGE,
        "(3) Least > High",
        "(3) Least < High",
        LEVELS,
        quick=True,
    ),
    Fault(
        "the level is at most 1",
        "wrong operator",
        RANGE,
        "the greater of Total and 1",
        "the lesser of Total and 1",
        LEVELS,
        quick=True,
    ),
    # --- thresholds and values --------------------------------------------------------------------------
    Fault(
        "early pleas from level 17",
        "wrong threshold",
        LEVEL,
        "(3) N >= 16",
        "(3) N >= 17",
        LEVELS,
        front="rule early_plea_on_motion",
        quick=True,
    ),
    Fault(
        "exactly 13 months are more than 13 months",
        "wrong threshold",
        INCREASE,
        "(5) T > 13 months",
        "(5) T >= 13 months",
        PRIORS,
        front="rule plus_16 ",
    ),
    Fault(
        "filed on the last day is too late",
        "wrong threshold",
        YEAR,
        "(5) Filed <= Last",
        "(5) Filed < Last",
        MOTION,
    ),
    Fault(
        "three levels for any acceptance",
        "wrong conclusion",
        LEVEL,
        "then acceptance_reduction(J, 2)",
        "then acceptance_reduction(J, 3)",
        LEVELS,
        quick=True,
    ),
    Fault(
        "ten days to correct a clear error",
        "wrong period",
        PERIODS,
        "period 7 days, 14 days",
        "period 10 days, 14 days",
        CORRECTION,
    ),
    Fault("thirteen months for a motion", "wrong period", YEAR, "period 1 year", "period 13 months", MOTION),
    # --- days and counting ------------------------------------------------------------------------------
    Fault(
        "the old text ends a day early",
        "wrong date",
        LEVEL,
        "to 2003-04-29",
        "to 2003-04-28",
        LEVELS,
        quick=True,
    ),
    Fault(
        "the new counting from 1992 on",
        "wrong date",
        COUNTING,
        '  from 2009-12-01 at "45(a)(1)"',
        '  from 1992-12-01 at "45(a)(1)"',
        CORRECTION,
        front="counting frcrp_45",
    ),
    Fault(
        "weekends count in short periods",
        "wrong counting",
        COUNTING,
        "business days under 11 days",
        "business days under 5 days",
        CORRECTION,
        front="counting frcrp_45",
    ),
    Fault(
        "no holidays for the criminal rules",
        "wrong counting",
        COUNTING,
        'counting frcrp_45 "Fed. R. Crim. P. 45(a)" under frcrp at "45(a)" observing federal',
        'counting frcrp_45 "Fed. R. Crim. P. 45(a)" under frcrp at "45(a)"',
        CORRECTION,
    ),
    Fault("the year ends on a Saturday", "wrong counting", YEAR, "  counted by frcp_6\n", "", MOTION),
    # --- who prevails -----------------------------------------------------------------------------------
    Fault(
        "no word on panels in the Eighth Circuit",
        "missing rule of a court",
        COURTS,
        '  of conflicting panels the earlier controls under mader at "800"\n',
        "",
        PANELS,
        quick=True,
    ),
    Fault(
        "the earlier panel in the Ninth Circuit",
        "wrong rule of a court",
        COURTS,
        "neither controls under hardesty",
        "the earlier controls under hardesty",
        PANELS,
        quick=True,
    ),
    Fault(
        "unpublished opinions bound for a year less",
        "wrong date",
        COURTS,
        "unpublished opinions decided before 1996-01-01 bind",
        "unpublished opinions decided before 1995-01-01 bind",
        PANELS,
        quick=True,
    ),
    Fault(
        "the old Fifth Circuit ends a month early",
        "wrong date",
        COURTS,
        "decided before 1981-10-01",
        "decided before 1981-09-01",
        PANELS,
        quick=True,
    ),
    Fault(
        "Minnesota in another circuit",
        "wrong court",
        COURTS,
        '"D. Minn." under ca8',
        '"D. Minn." under ca9',
        PANELS,
    ),
    Fault(
        "one motion in time saves no other",
        "missing exception",
        YEAR,
        "  exception to late_2255_motion, uncertified_successive_motion, barred_by_waiver\n",
        "",
        MOTION,
    ),
    Fault(
        "a text that was repealed since",
        "dropped treatment",
        GROUNDS,
        "treatment amendment_768 repeals ussg_5k2_19 from 2012-11-01\n",
        "",
        DEPARTURE,
    ),
    Fault(
        "an opinion that was overruled since",
        "dropped treatment",
        POLICY,
        "treatment dillon overrules hicks\n",
        "",
        MINIMUM,
    ),
    Fault(
        "an opinion that was distinguished since",
        "dropped treatment",
        GROUNDS,
        "treatment leiva_deras distinguishes big_crow from the document\n",
        "",
        DEPARTURE,
    ),
    Fault(
        "a published opinion taken for an unpublished one",
        "wrong rank",
        FINALITY,
        "decided by ca4 on 2000-05-03 checked",
        "decided by ca4 on 2000-05-03 unpublished checked",
        "test cases/scotus/clay.case",
    ),
    Fault(
        "a holding taken for dictum",
        "wrong rank",
        "logic/collateral/waiver.law",
        "holding waiver_enforced_10th",
        "dictum waiver_enforced_10th",
        "test cases/oknd/waiver.case",
    ),
    Fault(
        "twelve and sixteen levels, and nothing that says which",
        "missing priority",
        INCREASE,
        'priority plus_16 over plus_12 because "apply the greatest"\n',
        "",
        PRIORS,
    ),
    # --- mistakes that need no case ---------------------------------------------------------------------
    Fault("a class that nothing names", "unbound variable", CLASSES, "", UNBOUND, "check E0302", quick=True),
    Fault(
        "a relation with a slip in its name",
        "unknown name",
        CLASSES,
        "(2) Most >= 10 years",
        "(2) statutory_maximun(J, 10 years)",
        "check E0303",
        quick=True,
    ),
    Fault("two rules of one name", "repeated name", LEVEL, "", TWICE, "check E0301", quick=True),
    Fault("a rule that rests on its own absence", "cycle", CLASSES, "", CIRCLE, "check E0339", quick=True),
    # --- cases that no longer look ----------------------------------------------------------------------
    Fault(
        "nobody looks at level 16",
        "weakened case",
        "cases/ca3/levels.case",
        "  expect level is N = 13 because early_plea_on_motion\n",
        "",
        "mutate cases/ca3/levels.case early_plea_on_motion",
    ),
)
