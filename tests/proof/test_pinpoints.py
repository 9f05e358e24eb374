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


LAPSED = """
court top "the High Court"
sort Plea
relation made_on(p: Plea, day: Date) functional in p  reads "{p} was made on {day}"
relation barred(p: Plea)                              reads "{p} is barred"
relation heard(p: Plea)                               reads "{p} is heard"
authority code is "Code" statute from the document
rule new_bar "The new bar" under code at "1" given (1) made_on(P, Day) then barred(P)
  editions as of Day
    from 2016-01-01
rule hearing "The hearing" under code at "2"
  given (1) made_on(P, _) (2) no showing that barred(P) then heard(P)
rule none "No hearing" under code at "3"
  given (1) barred(P) then hearing does not apply to (P)
matter m is "A plea" before top as of 2020-01-01
thing plea: Plea "the plea"
record found
  made_on(plea, 2015-01-01)
question q: heard(plea)
"""


def test_a_text_that_is_not_in_force_is_not_said_to_be() -> None:
    said = in_a_line(decisis.load_doctrine().matter(LAPSED).ask("q").why())
    assert "in force: The new bar" not in said
    assert "- The new bar: Code, at 1 fails, not in force: 2015-01-01 is before 2016-01-01" in said


def test_what_takes_a_provision_out_of_application_is_named() -> None:
    law = LAPSED.replace("question q", "fact barred(plea) found\nquestion q")
    law = law.replace(" (2) no showing that barred(P) then heard", " then heard")
    said = in_a_line(decisis.load_doctrine().matter(law).ask("q").why())
    assert "The hearing: Code, at 2 fails, taken out of application by No hearing: Code, at 3" in said


def test_a_pinpoint_that_says_more_of_the_place_stands_in_the_place_of_the_other() -> None:
    law = LAW.replace("rule hearing under code", 'rule hearing under code at "35(a)"')
    law = law.replace('"Rule 35"', '"the Rules"').replace('2010-01-01 at "(a)"', '2010-01-01 at "35(a)(3)"')
    said = in_a_line(decisis.load_doctrine().matter(law).ask("q").why_not())
    assert "1. the Rules, at 35(a)(3) in force" in said
