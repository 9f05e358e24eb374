"""Names of lowered relations: a relation `p` of the language becomes several of the lowered program.

They have spaces, so that no name of the language can be mistaken for one of them.
"""

from __future__ import annotations


def denied(relation: str) -> str:
    """The relation of what is established not to be so."""
    return f"not {relation}"


def possibly(relation: str) -> str:
    """The relation of what could still be established."""
    return f"possibly {relation}"


def conflicted(relation: str) -> str:
    return f"conflicted {relation}"


def supported(relation: str) -> str:
    """Some provision for it applies, whatever opposes it. `relation` may be `not p`."""
    return f"supported {relation}"


def standing(relation: str) -> str:
    """Some provision for it applies that nothing which possibly applies beats."""
    return f"standing {relation}"


def blocked(relation: str) -> str:
    """Something that opposes it possibly applies and is not beaten."""
    return f"blocked {relation}"


def recorded(relation: str) -> str:
    """What usable facts of the record say (`not p` for a denied one)."""
    return f"recorded {relation}"


def prevailing(relation: str) -> str:
    """Facts that prevail over what opposes them: found despite it, or assumed."""
    return f"prevailing {relation}"


def in_question(relation: str) -> str:
    """Facts that an unresolved dispute leaves possible."""
    return f"in question {relation}"


def alleged(relation: str) -> str:
    return f"alleged {relation}"


def disputed(relation: str) -> str:
    return f"disputed {relation}"


def side_of(dispute: str, side: int, relation: str) -> str:
    """What a side (1 or 2) of a dispute says: no clause reads it, but it says which two belong together."""
    return f"{SIDE}{side} of {dispute}: {relation}"


def applies(provision: str) -> str:
    return f"applies {provision}"


def possibly_applies(provision: str) -> str:
    return f"possibly applies {provision}"


def otherwise_not(provision: str) -> str:
    """The denial of a definition, which applies beside it."""
    return f"{provision}, otherwise not"


def although(provision: str) -> str:
    """What a provision applies despite; for the proof alone."""
    return f"although {provision}"


def switched_off(provision: str) -> str:
    """Its terms are the arguments of the provision's conclusion."""
    return f"off {provision}"


def state_of(question: str, answer: bool | None) -> str:
    """That an open question is answered so or otherwise, or (None) is not."""
    return {None: LEFT_OPEN, True: SETTLED_FOR, False: SETTLED_AGAINST}[answer] + question


def question_in(relation: str) -> str:
    """The open question whose state a relation says; nothing if it says none."""
    return next((relation.removeprefix(s) for s in OF_A_QUESTION if relation.startswith(s)), "")


def not_covered(relation: str) -> str:
    """The arguments for which the law says something of a relation that the library does not contain."""
    return f"{relation} {UNCOVERED}"


SIDE = "side "  # begins the name of what a side of a dispute says
AGAIN = " /"  # before the number of another relation of the members of the same total
CASE = "case "  # begins the name of the cases of a `for every`, as far as they may be
BAD_CASE = "bad case"  # begins the name of the cases of a `for every` of which it does not hold
GOOD_CASE = "good case"  # begins the name of those of which it does
PERHAPS_GOOD_CASE = "good case possibly"  # begins the name of those of which it may
FOUND_CASE = "found case"  # begins the name of whether there is one
OTHER_EDITION = "other edition"  # begins the name of whether a day of another edition may govern a provision
DOUBTFUL_MEMBER = "merely possible member"  # begins the name of what may be a member of a total, and may not
SURELY_APART = "surely apart "  # begins the name of the members that no other member may be equal to
MANY_DAYS = "more days than any day goes through"  # begins the name of a relation () of whether there may be
ANY_TIME = "any time: "  # begins the name of (time), said where the relation that follows it holds
ANY_TOTAL = "any total: "  # begins the name of (total), said wherever any time is
DAYS = "days between "  # begins the name of an auxiliary relation (first, last, day) of the days between two
UNCOVERED = "is not covered"
ANYTHING = "_"  # as an argument of `not_covered`: whatever it may be
ISSUE_DISPUTED = "issue disputed"  # (dispute)
ISSUE_UNRESOLVED = "issue unresolved"  # (dispute)
LEFT_OPEN = "left open "  # begins the name of (): a question is open, as the authority left it
SETTLED_FOR = "settled for "  # begins the name of (): it is assumed answered in the affirmative
SETTLED_AGAINST = "settled against "  # begins the name of (): it is assumed answered in the negative
OF_A_QUESTION = (LEFT_OPEN, SETTLED_FOR, SETTLED_AGAINST)
ASKED_IN, ASKED_ON, ANSWERS_TO = "asked_in", "asked_on", "answers_to"
OF_THE_SETTING = (ASKED_IN, ASKED_ON, ANSWERS_TO)  # built in; not of a record
GRANTED = "all granted"  # (): every element for the court is granted
OF_ANY_RECORD = (ISSUE_DISPUTED, ISSUE_UNRESOLVED, *OF_A_QUESTION, GRANTED)  # or begin the names of such
