"""What could have stood somewhere, in the words of the language rather than the parser's terminals."""

from __future__ import annotations

from decisis.syntax.failure import Failure
from decisis.syntax.scan import Lexeme

KINDS = {
    "NAME": "a name such as `plus_16`",
    "CALL": "a relation such as `felony(C)`",
    "ROLE": "a named argument such as `low: L`",
    "VARIABLE": "a variable such as `Term`",
    "NUMBERED": "an element such as `(1) p(X)`",
    "LETTERED": "a part such as `(a) p(X)`",
    "DATE": "a day such as `2004-02-17`",
    "DECIMAL": "a decimal such as `0.75`",
    "MONEY": "an amount such as `$10`",
    "INT": "a whole number",
    "SIGN": "`+` or `-`",
    "STRING": 'a text such as `"§ 2"`',
    "$END": "the end of the block",
}

# What is said in place of all its members when every one of them is accepted, the widest first.
GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "a condition such as `p(X)`, `no showing that p(X)` or `T > 13 months`",
        frozenset(["CALL", "VARIABLE", "NAME", "STRING", "INT", "DECIMAL", "MONEY", "DATE", "life", "not", "no"]),
    ),
    ("`either`", frozenset(["either"])),
    (
        "a variable, or a value, which may be imprecise",
        frozenset(
            ["VARIABLE", "NAME", "STRING", "INT", "DECIMAL", "MONEY", "DATE", "life", "after", "before", "on", "at"]
            + ["between", "more", "less", "unknown", "ROLE"]
        ),
    ),
    (
        "a value, which may be imprecise",
        frozenset(
            ["NAME", "STRING", "INT", "DECIMAL", "MONEY", "DATE", "life", "after", "before", "on", "at", "between"]
            + ["more", "less", "unknown"]
        ),
    ),
    (
        "a variable or a value",
        frozenset(["VARIABLE", "NAME", "STRING", "INT", "DECIMAL", "MONEY", "DATE", "life"]),
    ),
    ("a value", frozenset(["NAME", "STRING", "INT", "DECIMAL", "MONEY", "DATE", "life"])),
    ("a number, an amount, a day or a duration", frozenset(["INT", "DECIMAL", "MONEY", "DATE", "life"])),
    ("a duration such as `13 months`", frozenset(["INT", "life"])),
    ("a unit such as `months`", frozenset(["year", "years", "month", "months", "week", "weeks", "day", "days"])),
    ("a comparison such as `> 13 months`", frozenset(["=", "!=", "<", "<=", ">", ">="])),
    ("`+`, `-` or `*`", frozenset(["SIGN", "*"])),
    ("a kind such as `statute`", frozenset(["constitution", "statute", "rules", "guideline", "policy", "commentary", "opinion"])),
    ("a status such as `found`", frozenset(["found", "admitted", "undisputed", "recited", "apparent", "alleged"])),
    ("a verdict such as `proved`", frozenset(["proved", "refuted", "conflicted", "discretionary", "undetermined"])),
    ("a treatment such as `follows`", frozenset(["follows", "distinguishes", "declines", "overrules", "repeals", "supersedes"])),
)

# Words that never stand alone, with those that follow them.
PHRASES = {
    "it": "`it holds that`",
    "no": "`no showing that`",
    "such": "`such that`",
    "leaves": "`leaves open`",
    "does": "`does not apply to`",
    "runs": "`runs from`",
    "chosen": "`chosen by`",
    "checked": "`checked against`",
    "counted": "`counted by`",
    "decided": "`decided by`",
    "exception": "`exception to`",
    "subject": "`subject to`",
    "even": "`even if`",
    "presuming": "`presuming nothing`",
    "arguendo": "`arguendo because`",
    "turning": "`turning on`",
    "also": "`also as`",
    "set": "`set aside`",
    "rolls": "`rolls forward`",
    "functional": "`functional in`",
    "builds": "`builds on`",
    "burden": "`burden on`",
}


def expectations(f: Failure) -> list[str]:
    """What could have stood there, sorted: descriptions first, then the words of the language."""
    left = set(f.words | f.kinds)
    described = []
    for description, members in GROUPS:
        if members <= left:
            left -= members
            described.append(description)
    described += [kind_in_context(f, kind) for kind in left if kind in KINDS]
    described += [word_in_context(f, word) for word in left if word not in KINDS]
    return sorted(set(described), key=lambda text: (text.startswith("`"), text))


def kind_in_context(f: Failure, kind: str) -> str:
    if kind == "ROLE" and f.block.keyword in ("relation", "table"):
        return "a parameter such as `c: Conviction`"
    return KINDS[kind]


def word_in_context(f: Failure, word: str) -> str:
    match word:
        case "in" if f.block.keyword in ("expect", "variant", "relation"):
            return "`in`"
        case "in":
            return "`in force from`"
        case "for":
            return "`for the court`" if "burden" in f.words else "`for each`" if len(f.words) == 1 else "`for every`"
        case "as" if len(f.words) > 1:
            return "`as of`"
        case "editions" if "leaves" in f.words:
            return "`editions as of`"
        case _:
            return PHRASES.get(word, f"`{word}`")


def listed(descriptions: list[str]) -> str:
    if len(descriptions) < 2:
        return "".join(descriptions)
    return f"{', '.join(descriptions[:-1])} or {descriptions[-1]}"


def shown(word: Lexeme | None) -> str:
    text = "" if word is None else word.text
    return f"`{text}`" if len(text) <= 40 else f"`{text[:37]}…`"
