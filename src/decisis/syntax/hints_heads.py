"""Mistakes in the heads of blocks: their names, statuses, places and days; and where none begins."""

from __future__ import annotations

from difflib import get_close_matches

from decisis.dataclass import replace
from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words

PROVISIONS = words("rule definition holding dictum dissent")
STATUSES = ("found", "admitted", "undisputed", "recited", "apparent", "alleged")
FOUND = words("proved proven established shown stipulated sustained")
OF_A_PROPERTY = words("never always exactly raising lowering adding removing changing")

# Words that begin a declaration elsewhere, with what does here.
OF_OTHER_LANGUAGES = {
    "declaration": "declare a sort, `sort Case`, and what is said of it, `relation decided(c: Case)`",
    "declare": "declare a sort, `sort Case`, and what is said of it, `relation decided(c: Case)`",
    "struct": "declare a sort, `sort Case`, and what is said of it, `relation decided(c: Case)`",
    "type": "write `sort Colour is one of red, green`",
    "enum": "write `sort Colour is one of red, green`",
    "enumeration": "write `sort Colour is one of red, green`",
    "import": "an area says what it `builds on`, and a matter what it `uses`",
    "include": "an area says what it `builds on`, and a matter what it `uses`",
    "scope": "a folder of law is an area, which `area NAME` declares",
    "module": "a folder of law is an area, which `area NAME` declares",
    "let": "name a value in an element, as in `(1) N is A + B`",
    "decide": "write `rule NAME`, its elements under `given`, and `then q(X)`",
    "define": "write `definition NAME`, its elements under `given`, and `then q(X), otherwise not`",
    "assert": "write `expect QUESTION is proved`, or a `property` of every matter",
    "test": "write `expect QUESTION is proved`, or a `property` of every matter",
    "exception": "write a rule of its own, with `exception to NAME` in its head",
    "unless": "list what stands in the way under `unless`, before `then`",
}

# --- where a block begins --------------------------------------------------------------------------


def other_comment(f: Failure) -> Diagnostic | None:
    """`-- a comment`."""
    if f.text() != "-" or f.text(1) != "-" or not f.touches(1):
        return None
    found = f.error("E0201", "`--` has no meaning here", f.span(0, 1), help="a comment begins with `#`")
    return found if f.same_line() else replace(found, context="")


def name_in_parts(f: Failure) -> Diagnostic | None:
    """`fine-waived(B)`: a name has no hyphen."""
    for at in (-1, 0, 1):
        parts = f.kind(at - 1) == f.kind(at + 1) == "name" and f.text(at) == "-"
        if parts and f.touches(at) and f.touches(at + 1):
            name = f"{f.text(at - 1)}_{f.text(at + 1)}"
            return f.error("E0201", "a name has no hyphen", f.span(at - 1, at + 1), help=f"write `{name}`")
    return None


def other_beginning(f: Failure) -> Diagnostic | None:
    """`import sentencing`, `enum Colour`, `DECIDE q IF p`, where a block begins."""
    begins = "$END" in f.kinds and not f.same_line()
    said = OF_OTHER_LANGUAGES.get(f.text().lower()) if begins else None
    if not said:
        return None
    return replace(f.error("E0201", f"no block begins with `{f.text()}`", help=said), context="")


def clause_of_logic(f: Failure) -> Diagnostic | None:
    """`q(X) :- p(X).`: at the arrow, or where the head stands."""
    arrow = f.text() == "-" and f.text(-1) == ":"
    head = f.kind() == "name" and f.calls() and not f.same_line() and "$END" in f.kinds
    if not arrow and not (head and f.index > 0):
        return None
    help = "write `rule NAME`, its elements under `given`, each with a number, and `then q(X)`"
    found = f.error("E0201", "a rule has a name, and concludes at its end", help=help)
    return found if arrow else replace(found, context="")


# --- provisions and authorities --------------------------------------------------------------------


def colon_after_name(f: Failure) -> Diagnostic | None:
    """`rule a: p(X) -> q(X)`, `definition a means …`."""
    named = f.index == 2 and f.block.keyword in PROVISIONS
    if not named or f.text() not in (":", "=", "means", "is", "-"):
        return None
    help = "after the name and `under AUTHORITY`, elements follow `given`, and the conclusion `then`"
    return f.error("E0201", f"`{f.text()}` does not follow a name", help=help)


def title_without_name(f: Failure) -> Diagnostic | None:
    """`rule "A title"`."""
    if f.index != 1 or f.kind() != "text" or "NAME" not in f.kinds:
        return None
    keyword = f.block.keyword or "rule"
    help = f"write `{keyword} short_name {f.text()}`"
    article = "an" if keyword.startswith("a") else "a"
    return f.error("E0201", f"{article} {keyword} has a name before its title", help=help)


def property_without_name(f: Failure) -> Diagnostic | None:
    """`property never p(X) and q(X)`."""
    if f.block.keyword != "property" or f.index != 2 or f.text(-1) not in OF_A_PROPERTY:
        return None
    help = f"write `property short_name {f.text(-1)} …`"
    return f.error("E0201", "a property has a name before it says what holds", f.span(-1), help=help)


def authority_in_words(f: Failure) -> Diagnostic | None:
    """`under "Act"`."""
    if f.text(-1) not in ("under", "construing", "of") or f.kind() != "text" or "NAME" not in f.kinds:
        return None
    help = f"declare it, `authority act is {f.text()} statute`, and name it: `{f.text(-1)} act`"
    return f.error("E0201", f"`{f.text(-1)}` is followed by the name of an authority", help=help)


def place_without_authority(f: Failure) -> Diagnostic | None:
    """`rule late at "(a)"`."""
    if f.text() != "at" or "under" not in f.words or f.block.keyword not in PROVISIONS:
        return None
    where = f"at {f.text(1)}" if f.kind(1) == "text" else 'at "…"'
    return f.error("E0201", "the place is one of a text", help=f"name it, as in `under AUTHORITY {where}`")


def exception_in_words(f: Failure) -> Diagnostic | None:
    """`except late`, `notwithstanding late`, in the head of a provision."""
    if f.text() not in ("except", "excepting", "notwithstanding") or "exception" not in f.words:
        return None
    name = f.text(1) if f.kind(1) == "name" and not f.calls(1) else "NAME"
    help = f"write `exception to {name}`"
    if f.text() == "notwithstanding":
        help += ", or list what did not matter under `despite`"
    elif f.calls(1):
        help = "list it under `unless`, as an element"
    return f.error("E0201", f"a provision is not an exception by `{f.text()}`", help=help)


def conclusion_in_words(f: Failure) -> Diagnostic | None:
    """`shall owe(B)`, where the conclusion stands."""
    if f.text() not in ("shall", "must", "will") or "then" not in f.words or not f.calls(1):
        return None
    help = f"write `then {f.text(1)}(…)`"
    return f.error("E0201", f"the conclusion follows `then`, and not `{f.text()}`", help=help)


def title_without_marks(f: Failure) -> Diagnostic | None:
    """`rule late A book returned late`."""
    if f.index != 2 or f.block.keyword not in PROVISIONS | {"deadline"} or "STRING" not in f.kinds:
        return None
    if f.kind() != "variable" or f.text().lower() in f.language:
        return None
    help = f'write it between quotation marks, as in `{f.block.title} "{f.text()} …"`'
    return f.error("E0201", "a title is a text", help=help)


def place_without_marks(f: Failure) -> Diagnostic | None:
    """`under act art. 9`, `under act § 9`."""
    if f.text(-2) not in ("under", "construing") or f.kind() not in ("name", "number"):
        return None
    if f.text() in f.language or f.text() in f.words:
        return None
    help = f'write `{f.text(-2)} {f.text(-1)} at "…"`, the place between quotation marks'
    return f.error("E0201", "the place in a text follows `at`", help=help)


def one_edition(f: Failure) -> Diagnostic | None:
    """`edition 2001 to 2012`; `editions 2001`, `editions 2001, 2003`: stops behind the year."""
    if f.text(-2) == "editions" and f.words >= {"to"} and f.kind(-1) in ("number", "name"):
        last = f.text(1) if f.text() in (",", "and", "-") else ""
        help = f"write `editions {f.text(-1)} to {last}`" if last else f"write `edition {f.text(-1)}`"
        return f.error("E0201", "`editions` names the first and the last", f.span(-2, -1), help=help)
    if f.text() != "to" or f.text(-2) != "edition":
        return None
    return f.error(
        "E0201", "`edition` names one edition", f.span(-2), help="for several write `editions … to …`"
    )


def decided_without_on(f: Failure) -> Diagnostic | None:
    """`decided by ca2 2003-11-26`."""
    if f.kind() != "daylike" or "on" not in f.words or f.text(-2) != "by":
        return None
    return f.error("E0201", "the day of an opinion follows `on`", help=f"write `on {f.text()}`")


# --- matters, records and facts --------------------------------------------------------------------


def day_of_a_matter(f: Failure) -> Diagnostic | None:
    """`matter loan before county on 2020-03-01`."""
    if f.block.keyword != "matter" or f.text() not in ("on", "dated", "at", "of") or "as" not in f.words:
        return None
    day = f.text(1) if f.kind(1) == "daylike" else "2020-03-01"
    return f.error("E0201", "the day of a matter follows `as of`", help=f"write `as of {day}`")


def other_status(f: Failure) -> Diagnostic | None:
    """`record proven from file`."""
    if "alleged" not in f.words or f.block.keyword not in ("record", "fact") or f.kind() != "name":
        return None
    if f.text() in f.language or f.calls() or get_close_matches(f.text(), STATUSES, 1, 0.7):
        return None
    help = "write `found`" if f.text() in FOUND else f"write one of {', '.join(f'`{s}`' for s in STATUSES)}"
    return f.error("E0201", f"`{f.text()}` is no status", help=help)


def status_first(f: Failure) -> Diagnostic | None:
    """`record from card found`."""
    if f.block.keyword not in ("record", "fact") or "alleged" not in f.words:
        return None
    if f.text() not in ("from", "by", "at", "quote", "despite"):
        return None
    help = "write a status before it, such as `found`, `admitted` or `alleged`"
    return f.error("E0214", f"the status comes before `{f.text()}`", help=help)


def source_after_in(f: Failure) -> Diagnostic | None:
    """`record found in card`."""
    if f.block.keyword not in ("record", "fact") or f.text() != "in" or "from" not in f.words:
        return None
    return f.error("E0201", "the source of a fact follows `from`", help=f"write `from {f.text(1)}`")


BEGINNINGS = (
    other_comment,
    name_in_parts,
    other_beginning,
    clause_of_logic,
    colon_after_name,
    title_without_name,
    property_without_name,
    authority_in_words,
)
HEADS = (
    title_without_marks,
    place_without_authority,
    place_without_marks,
    one_edition,
    decided_without_on,
    exception_in_words,
    day_of_a_matter,
    status_first,
    source_after_in,
    other_status,
)
