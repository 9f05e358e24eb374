"""A provision of several editions is cited with the pinpoint of the edition that speaks, wherever it is."""

from __future__ import annotations

import decisis

LAW = """
court top "the High Court"
sort Plea
relation made_on(p: Plea, day: Date) functional in p  reads "{p} was made on {day}"
relation late(p: Plea)                                reads "{p} is late"
relation heard(p: Plea)                               reads "{p} is heard" denied "{p} is not heard"
authority code is "Rule 35" statute from the document
rule hearing under code
  given
    (1) made_on(P, Day)
    (2) late(P)
  then heard(P)
  editions as of Day
    from 1990-01-01 at "(c)"
    from 2010-01-01 at "(a)"
rule no_hearing under code
  given
    (1) made_on(P, Day)
    (2) Day < 2021-01-01
  then not heard(P)
  editions as of Day
    from 1990-01-01 at "(d)"
    from 2010-01-01 at "(b)"
source file is "the file"
matter m is "A plea" before top as of 2020-01-01
thing plea: Plea "the plea"
record found from file
  made_on(plea, 2015-01-01)
question q: heard(plea)
"""


def in_a_line(printed: object) -> str:
    return " ".join(str(printed).split())


def test_what_is_established_instead_and_what_fails() -> None:
    answer = decisis.load_doctrine().matter(LAW).ask("q")
    assert "1. Rule 35(b) binding" in in_a_line(answer.why())
    said = in_a_line(answer.why_not())
    assert "but: the plea is not heard: Rule 35(b)" in said
    assert "1. Rule 35(a) in force 2015-01-01 is not before 2010-01-01" in said


def test_what_opposes_and_what_is_considered() -> None:
    law = LAW.replace("question q", "fact late(plea) found\nquestion q")
    tie = in_a_line(decisis.load_doctrine().matter(law).ask("q").why())
    assert tie.count("Rule 35(a)") >= 2 and tie.count("Rule 35(b)") >= 2 and "Rule 35:" not in tie
    beaten = law.replace("rule no_hearing under code", "rule no_hearing exception to hearing under code")
    assert "considered: Rule 35(a), which would be" in in_a_line(
        decisis.load_doctrine().matter(beaten).ask("q").why()
    )
