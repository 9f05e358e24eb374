"""Forged answers: verdicts that do not follow from the models they cite, and cases not gone through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from decisis.casework.certified import certify
from decisis.casework.inquiry import Inquiry, answers
from decisis_check.verdicts import ORDER
from tests.certificate.false_models import LITMUS, ROOT
from tests.certificate.forging import Record, Records, copied, reason
from tests.shipped import LOADER

MUSEUM = sorted((ROOT / "museum").glob("*.case"))
BIG = (
    "every_day",
    "too_many_days",
    "any_day_of_a_stay_known_by_bounds",
    "any_day_of_a_stay_without_end",
    "credit_of_no_more_than_the_tax",
    "sum_of_members_that_may_be_one",
    "too_many_cases_to_go_through",
)  # and nothing that others have not
Edit = Callable[[Random, Record, Records], bool]  # of an answer; whether it is changed


@cache
@cache
def true_answers(path: Path) -> Records:
    """To be read only: the certificate of every question of a case, in every variant of it."""
    matter = LOADER.matter(str(path))
    records: Records = []
    for variant in list(matter.variants)[:3]:
        found = list(answers(matter, tuple(matter.questions), Inquiry(variant=variant)))
        records = max(records, certify(found).records, key=len)
    return records


def sources() -> list[Path]:
    return [path for path in (*LITMUS, *MUSEUM) if path.stem not in BIG]


def forged_answers(random: Random, path: Path, tries: int = 40) -> Iterator[tuple[str, Records]]:
    """Certificates of a case in which one answer is false."""
    true = true_answers(path)
    start = next((i for i, record in enumerate(true) if "answer" in record and "rows" in record), None)
    for _ in range(tries if start is not None else 0):
        records = copied(true)
        answer = random.choice([r for r in records if next(iter(r)) == "answer"])
        edit = random.choice(EDITS)
        if edit(random, answer, records) and records != true:
            yield edit.__name__, records


def _findings(answer: Record) -> list[Record]:
    return [row["finding"] for row in answer["rows"]]


def _open(answer: Record) -> list[tuple[Record, Record]]:
    return [(row, each) for row in answer["rows"] for each in row["open"] or ()]


def another_verdict(random: Random, answer: Record, records: Records) -> bool:
    """With a headline to match; a verdict by cases may be claimed outright."""
    if not answer["rows"]:
        answer["verdict"] = random.choice(ORDER[:4])
        return True
    finding = random.choice(_findings(answer))
    plain = finding["verdict"].removesuffix(" by cases")
    finding["verdict"] = random.choice(
        [v for v in (*ORDER, "proved by cases", "refuted by cases") if v != plain]
    )
    if finding["verdict"] == "undetermined" and finding["granted"] is None:
        finding["granted"] = finding["run"]
    _settle_headline(answer)
    for row in answer["rows"]:
        verdict = row["finding"]["verdict"].removesuffix(" by cases")
        for each in row["open"] or ():
            each["changes"] = any(f["verdict"].removesuffix(" by cases") != verdict for f in each["findings"])
    return finding["verdict"] != plain


def _settle_headline(answer: Record) -> None:
    found = {f["verdict"].removesuffix(" by cases") for f in _findings(answer)}
    answer["verdict"] = next((v for v in ORDER if v in found), "undetermined")


def another_headline(random: Random, answer: Record, records: Records) -> bool:
    answer["verdict"] = random.choice([v for v in ORDER if v != answer["verdict"]])
    return True


def another_court(random: Random, answer: Record, records: Records) -> bool:
    answer[random.choice(("court", "as_of"))] = random.choice(("scotus of elsewhere", "1999-12-31"))
    return True


def another_literal(random: Random, answer: Record, records: Records) -> bool:
    """The opposite of what was asked, or something that nobody asked."""
    if not answer["rows"]:
        return False
    literal = random.choice(_findings(answer))["literal"]
    literal[0] = literal[0][4:] if literal[0].startswith("not ") else f"not {literal[0]}"
    return True


def another_question(random: Random, answer: Record, records: Records) -> bool:
    """The opposite is said to be asked: with the same verdict it is false."""
    if len(answer["rows"]) != 1 or answer["verdict"] in ("conflicted", "undetermined"):
        return False
    literal = answer["rows"][0]["finding"]["literal"]
    for said in (answer["asks"], literal):
        said[0] = said[0][4:] if said[0].startswith("not ") else f"not {said[0]}"
    return True


def an_instance_too_few(random: Random, answer: Record, records: Records) -> bool:
    if not answer["rows"]:
        return False
    answer["rows"].remove(random.choice(answer["rows"]))
    _settle_headline(answer)
    return True


def an_instance_more(random: Random, answer: Record, records: Records) -> bool:
    if not answer["rows"] or None not in answer["asks"]:
        return False
    row = copied([random.choice(answer["rows"])])[0]
    place = answer["asks"].index(None)
    row["finding"]["literal"][place] = "somebody who is not there"
    row["finding"].update(verdict="undetermined", cases=None, granted=answer["granted"])
    row.update(open=None, together=None, arguendo=None)
    answer["rows"].append(row)
    _settle_headline(answer)
    return True


def left_out_though_an_answer(random: Random, answer: Record, records: Records) -> bool:
    if not answer["rows"]:
        return False
    row = random.choice(answer["rows"])
    answer["rows"].remove(row)
    answer["dropped"].append(row["finding"])
    _settle_headline(answer)
    return True


def another_run(random: Random, answer: Record, records: Records) -> bool:
    """A run of something else takes the place of one that an answer rests on."""
    finding = random.choice(_all_findings(answer) or [{}])
    runs = sum(next(iter(record)) == "run" for record in records)
    if not finding or runs < 2:
        return False
    kind = random.choice(("run", "granted"))
    if finding[kind] is None:
        return False
    finding[kind] = random.choice([n for n in range(runs) if n != finding[kind]])
    return True


def _all_findings(answer: Record) -> list[Record]:
    found = [f for _, each in _open(answer) for f in each["findings"]]
    found += [row[k]["finding"] for row in answer["rows"] for k in ("together", "arguendo") if row[k]]
    return found + (_findings(answer) if random_source(answer) else [])


def random_source(answer: Record) -> bool:
    return bool(answer["rows"])


def _cases(answer: Record) -> list[Record]:
    found = [*_findings(answer), *_all_findings(answer), *answer["dropped"]]
    return [f["cases"] for f in found if f["cases"] is not None]


def a_case_left_out(random: Random, answer: Record, records: Records) -> bool:
    cases = _cases(answer)
    if not cases:
        return False
    chosen = random.choice(cases)
    chosen["runs"].pop(random.randrange(len(chosen["runs"])))
    return True


def a_case_for_another(random: Random, answer: Record, records: Records) -> bool:
    cases = _cases(answer)
    if not cases:
        return False
    runs = random.choice(cases)["runs"]
    runs[random.randrange(len(runs))] = random.choice(runs)
    return True


def a_value_left_out(random: Random, answer: Record, records: Records) -> bool:
    """An imprecise value is said to have fewer values than it can have."""
    things = [(c, t) for c in _cases(answer) for t in c["things"] if t[0] == "value" and len(t[2]) > 1]
    if not things:
        return False
    cases, thing = random.choice(things)
    if len(cases["things"]) > 1:
        return False
    gone = random.randrange(len(thing[2]))
    thing[2].pop(gone)
    cases["runs"].pop(gone)
    return True


def another_side(random: Random, answer: Record, records: Records) -> bool:
    """A dispute is said to be about something else."""
    things = [t for t in _things(answer) if t[0] == "dispute"]
    if not things:
        return False
    thing = random.choice(things)
    thing[random.choice((2, 3))] = random.choice((["something else"], thing[2], thing[3]))
    return True


def another_thing(random: Random, answer: Record, records: Records) -> bool:
    """What is said to be open is not."""
    things = [t for t in _things(answer) if t[0] in ("question", "dispute")]
    if not things:
        return False
    random.choice(things)[1] = "something that is settled"
    return True


def only_alleged(random: Random, answer: Record, records: Records) -> bool:
    """That an allegation is so is taken for the only way it can fall."""
    for row, each in _open(answer):
        finding = row["finding"]
        verdict = each["findings"][0]["verdict"]
        if (
            each["thing"][0] == "allegation"
            and finding["verdict"] == "undetermined"
            and verdict in ("proved", "refuted")
        ):
            finding.update(verdict=f"{verdict} by cases", granted=None)
            finding["cases"] = {"things": [each["thing"]], "runs": [each["findings"][0]["run"]]}
            _settle_headline(answer)
            for other in row["open"]:
                other["changes"] = any(
                    f["verdict"].removesuffix(" by cases") != verdict for f in other["findings"]
                )
            return True
    return False


def _things(answer: Record) -> list[Any]:
    return [each["thing"] for _, each in _open(answer)] + [t for c in _cases(answer) for t in c["things"]]


def a_way_left_out(random: Random, answer: Record, records: Records) -> bool:
    found = _open(answer)
    if not found:
        return False
    _, each = random.choice(found)
    each["findings"].pop()
    return True


def changes_nothing(random: Random, answer: Record, records: Records) -> bool:
    """Something open is said to change the verdict, or not to."""
    found = _open(answer)
    if not found:
        return False
    _, each = random.choice(found)
    each["changes"] = not each["changes"]
    return True


def not_considered(random: Random, answer: Record, records: Records) -> bool:
    """Something open is passed over, so that the answer seems to turn on nothing."""
    found = [(row, each) for row, each in _open(answer) if each["thing"][0] != "value"]
    if not found:
        return False
    row, each = random.choice(found)
    row["open"].remove(each)
    return True


def together(random: Random, answer: Record, records: Records) -> bool:
    """Things that change the verdict alone, or not at all, are said to change it together."""
    found = [row for row in answer["rows"] if row["open"]]
    if not found:
        return False
    row = random.choice(found)
    each = random.choice(row["open"])
    way = random.randrange(len(each["findings"]))
    if each["findings"][way]["verdict"].removesuffix(" by cases") not in (
        row["finding"]["verdict"].removesuffix(" by cases"),
        "undetermined",
    ):
        return False
    row["together"] = {"things": [each["thing"]], "ways": [way], "finding": each["findings"][way]}
    return True


def even_if(random: Random, answer: Record, records: Records) -> bool:
    """There would be other grounds, it is said, if something were assumed that was not."""
    if not answer["rows"]:
        return False
    row = random.choice(answer["rows"])
    row["arguendo"] = {"assumed": [["something"]], "finding": row["finding"]}
    return True


def even_if_otherwise(random: Random, answer: Record, records: Records) -> bool:
    """The verdict with something assumed is another one."""
    for row, each in _open(answer):
        for finding in each["findings"]:
            if finding["verdict"] != row["finding"]["verdict"]:
                row["arguendo"] = {"assumed": [], "finding": finding}
                return True
    return False


EDITS: tuple[Edit, ...] = (
    *(another_verdict, another_verdict, another_headline, another_court, another_literal, another_question),
    *(an_instance_too_few, an_instance_more, left_out_though_an_answer, another_run, another_run),
    *(a_case_left_out, a_case_for_another, a_value_left_out, another_side, another_thing, only_alleged),
    *(a_way_left_out, changes_nothing, not_considered, together, even_if, even_if_otherwise),
)


def reason_of(records: Records) -> str:
    return reason(records)
