"""Answers made by hand, one for each look that an answer can have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from decisis.proof.nodes import Node
from decisis.render.view import AnswerView, GroundView, PresumptionView, RowView, StandoffView, TurnsOnView
from decisis.values import Duration

HOSTILE = "ma\x1b[31mil\x07\x9b2J\u202egnp.exe\nREFUTED\u200b\ud800"


def given(text: str, label: str = "", **more: str) -> Node:
    facts = {"status": "recited", "source": "order at l. 24"} | more
    return Node("given", text, text.replace(" ", "_"), label=label, **facts)


def derived(text: str, title: str, citation: str, premises: Iterable[Node] = (), **more: str) -> Node:
    facts = {"provision": title.lower().replace(" ", "_"), "strength": "binding"} | more
    return Node(
        "derived",
        text,
        text.replace(" ", "_"),
        title=title,
        citation=citation,
        premises=tuple(premises),
        **facts,
    )


def answer(
    *rows: RowView, question: str = "may_reduce(motion)", title: str = "May the court reduce it?"
) -> AnswerView:
    verdict = rows[0].verdict if rows else "undetermined"
    return AnswerView(
        "alcaraz",
        "United States v. Alcaraz (D. Minn. 2013)",
        "mnd",
        "D. Minn.",
        date(2013, 6, 28),
        question,
        title,
        verdict,
        rows,
    )


MADE = given(
    "the motion is made under 18 U.S.C. § 3582(c)(2)", "(1)", quote="pursuant to 18 U.S.C. § 3582(c)(2)"
)
EARLIER = Node("computed", "2012-03-01 is before 2012-10-24", label="(3)")
LISTED = Node(
    "absent",
    "no showing that the program is listed as retroactive",
    label="(2)",
    bearer="the movant",
    standard="preponderance",
    premises=(
        Node(
            "absent",
            "Listed amendments",
            title="Listed amendments",
            citation="U.S.S.G. § 1B1.10(d)",
            label="(1)",
            reason="not shown: the program is an amendment",
        ),
    ),
)
POLICY = Node(
    "considered",
    "it would be otherwise",
    title="Early disposition",
    provision="early",
    citation="U.S.S.G. § 5K3.1",
    source="18 U.S.C. § 3582(c)(2)",
    reason="a statute ranks above a policy statement",
)
CELLS = Node(
    "for every",
    "in every case",
    label="(2)",
    premises=(
        Node(
            "case", "31/I", premises=(given("the cell is 70 to 87 months", "(2)(b)", status="", source=""),)
        ),
        Node(
            "case", "30/II", premises=(given("the cell is 70 to 87 months", "(2)(b)", status="", source=""),)
        ),
        Node(
            "case", "29/III", premises=(given("the cell is 63 to 78 months", "(2)(b)", status="", source=""),)
        ),
    ),
)
CLOSED = derived(
    "the gate is closed",
    "No change is before the court",
    "18 U.S.C. § 3582(c)(2)",
    [
        Node(
            "given",
            "the sentence was pronounced on 2012-10-24",
            "s",
            section="in force",
            status="found",
            source="docket",
        ),
        Node("computed", "2012-10-24 is not before 2011-11-01", section="in force"),
        Node("computed", "2012-10-24 is not after 2014-10-31", section="in force"),
        replace(MADE, label="(1)"),
        replace(LISTED, label="(2)"),
    ],
    label="(2)",
    provenance="from memory",
)
FIRST = derived(
    "not so",
    "No reduction unless the range is lowered",
    "Baylor, 556 F.3d at 673 (8th Cir. 2009)",
    [MADE, CELLS, EARLIER, POLICY],
    quote="lowered by the Sentencing Commission",
)
SECOND = derived("not so", "A motion under a closed gate", "18 U.S.C. § 3582(c)", [MADE, CLOSED])
THIRD = derived(
    "not so",
    "The program does not reach it",
    "Martinez, 2013 WL 1435154 (D. Minn. 2013)",
    [given("the program is limited to reentry", "(1)", status="apparent"), CLOSED, POLICY],
    strength="persuasive",
)

REFUTED = answer(
    RowView(
        "not_so",
        "the court may reduce the sentence",
        "refuted",
        strength="binding",
        all_grounds=3,
        independent_grounds=2,
        grounds=(
            GroundView(FIRST, "binding"),
            GroundView(SECOND, "binding"),
            GroundView(THIRD, "persuasive", False),
        ),
        arguendo=(
            GroundView(
                derived(
                    "not so",
                    "Even then",
                    "U.S.S.G. § 5K2.0",
                    [given("it was timely", "(1)", status="assumed", source="")],
                ),
                "assumed",
                False,
            ),
        ),
        presumes=(
            PresumptionView("the program is listed as retroactive", "closed", "U.S.S.G. § 1B1.10"),
            PresumptionView(
                "the program is listed as retroactive",
                "closed",
                "U.S.S.G. § 1B1.10",
                "the movant",
                "preponderance",
            ),
        ),
        warnings=("ground 3: rests on what only appears: the program is limited to reentry",),
    )
)

MOTIVE = TurnsOnView(
    "dispute",
    "motive",
    "the unresolved dispute motive",
    (
        ("it is resolved so that he feared for his safety", "discretionary", ""),
        ("it is otherwise resolved", "refuted", ""),
    ),
)
UNDETERMINED = answer(
    RowView(
        "may_depart",
        "the court may depart for personal safety",
        "undetermined",
        attempts=(
            Node(
                "absent",
                "a",
                title="A permissible ground",
                citation="U.S.S.G. § 5K2.0",
                label="(1)",
                reason="not shown: safety is a permissible ground",
            ),
            *(
                Node(
                    "absent",
                    "b",
                    title="A level",
                    citation="ch. 5",
                    label="(3)",
                    reason=f"not so: {n} is 21 − 2",
                )
                for n in range(1, 7)
            ),
        ),
        turns_on=(MOTIVE, TurnsOnView("silence", "ground", "not shown: safety is a permissible ground")),
    )
)

PROVED = derived("sixteen levels", "Drug trafficking", "U.S.S.G. § 2L1.2", [given("he was removed", "(1)")])
VALUES = answer(
    RowView(
        "enhancement(16)",
        "the level rises by 16",
        "proved",
        (("N", 16), ("T", Duration(48))),
        "binding",
        1,
        1,
        grounds=(GroundView(PROVED, "binding"),),
    ),
    RowView(
        "enhancement(12)", "the level rises by 12", "refuted", (("N", 12), ("T", Duration(3, -1))), "", 0, 0
    ),
    question="enhancement(N, T)",
    title="How many levels?",
)
NOTHING = answer(question="enhancement(N)", title="")

CONFLICTED = answer(
    RowView(
        "granted",
        "the motion is granted",
        "conflicted",
        conflict=(
            derived("the motion is granted", "", "Act A", [given("the motion was filed", "(1)")]),
            derived(
                "the motion is not granted",
                "",
                "Act B",
                [given("the motion was late", "(1)")],
                strength="persuasive",
            ),
        ),
        neither_prevails=(
            StandoffView(
                (
                    derived("the motion is granted", "", "Act A"),
                    given("the motion is not granted", source="the docket at 3"),
                ),
                "what the record says and what a provision concludes have no order",
            ),
        ),
    )
)

BY_CASES = answer(
    RowView(
        "liable",
        "Ann is liable",
        "proved by cases",
        strength="binding",
        all_grounds=1,
        independent_grounds=1,
        grounds=(
            GroundView(
                Node(
                    "by cases",
                    "whichever",
                    "liable",
                    premises=(
                        Node(
                            "case",
                            "why is safety",
                            premises=(derived("Ann is liable", "One", "Code 1", [MADE]),),
                        ),
                        Node(
                            "case",
                            "why is work",
                            premises=(derived("Ann is liable", "Two", "Code 2", [MADE]),),
                        ),
                        Node(
                            "case",
                            "why is family",
                            premises=(derived("Ann is liable", "Two", "Code 2", [MADE]),),
                        ),
                    ),
                ),
                "binding",
            ),
        ),
    )
)

DISCRETIONARY = answer(
    RowView(
        "heard",
        "the defence is heard",
        "discretionary",
        granted=(
            GroundView(
                derived(
                    "the defence is heard",
                    "Extension",
                    "Rules, r. 3",
                    [
                        given("the defence is late", "(1)"),
                        given("there is a good reason", "(2)", status="for the court", source=""),
                    ],
                ),
                "binding",
            ),
        ),
        attempts=(
            Node("absent", "r", citation="Rules, r. 3", label="(2)", reason="which is for the court: why"),
        ),
        presumes=(PresumptionView("the other side is harmed", "extension", "Rules, r. 3"),),
    )
)

HOSTILE_VIEW = answer(
    RowView(
        HOSTILE,
        HOSTILE,
        "proved",
        ((HOSTILE, HOSTILE),),
        "binding",
        1,
        1,
        grounds=(
            GroundView(
                derived(
                    HOSTILE + "2", HOSTILE, HOSTILE, [given(HOSTILE, "(1)", quote=HOSTILE, source=HOSTILE)]
                )
            ),
        ),
        turns_on=(TurnsOnView("dispute", HOSTILE, HOSTILE, ((HOSTILE, "proved", ""),)),),
        warnings=(HOSTILE,),
    ),
    question=HOSTILE,
    title=HOSTILE,
)

ALL = {
    "refuted": REFUTED,
    "undetermined": UNDETERMINED,
    "values": VALUES,
    "nothing": NOTHING,
    "conflicted": CONFLICTED,
    "by_cases": BY_CASES,
    "discretionary": DISCRETIONARY,
}


def chain(length: int) -> AnswerView:
    """A proof of one step below another."""
    step = given("the first fact", "(1)")
    for number in range(length):
        step = derived(f"conclusion {number}", "A rule", "Code", [step], label="(1)")
    return answer(RowView("x", "x", "proved", strength="binding", grounds=(GroundView(step, "binding"),)))


def doubling(height: int) -> AnswerView:
    """A proof that would have two to the power of its height lines if shared steps were repeated."""
    step = given("the first fact", "(1)")
    for number in range(height):
        step = derived(
            f"conclusion {number}", "A rule", "Code", [step, replace(step, label="(2)")], label="(1)"
        )
    return answer(RowView("x", "x", "proved", strength="binding", grounds=(GroundView(step, "binding"),)))
