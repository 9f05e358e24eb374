"""What could have stood somewhere, in the words of the language rather than the parser's terminals."""

from __future__ import annotations

from decisis.syntax.failure import Failure, words
from decisis.syntax.scan import MAY_BE_IMPRECISE, Lexeme

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
    "SIGN": "an operation such as `+ 1`",
    "STRING": 'a text such as `"§ 2"`',
    "$END": "the end of the block",
}


VALUE = words("NAME STRING INT DECIMAL MONEY DATE life")
IMPRECISE = words("after before on at between more less unknown")

# What is said in place of all its members when every one of them is accepted, the widest first.
GROUPS = (
    (
        "a condition such as `p(X)`, `no showing that p(X)` or `T > 13 months`",
        VALUE | words("CALL VARIABLE not no"),
    ),
    ("a variable or a value, which may be imprecise", VALUE | IMPRECISE | words("VARIABLE ROLE")),
    ("a value, which may be imprecise", VALUE | IMPRECISE),
    ("a variable or a value", VALUE | words("VARIABLE")),
    ("a value", VALUE),
    ("a number, an amount, a day or a duration", words("INT DECIMAL MONEY DATE life")),
    ("a duration such as `13 months`", words("INT life")),
    ("a unit such as `months`", words("year years month months week weeks day days")),
    ("a comparison such as `> 13 months`", words("= != < <= > >=")),
    ("an operation such as `+ 1`", words("SIGN *")),
    ("a section such as `leaves open`", words("factors leaves editions")),
    ("a kind such as `statute`", words("constitution statute rules guideline policy commentary opinion")),
    ("a status such as `found`", words("found admitted undisputed recited apparent alleged")),
    ("a verdict such as `proved`", words("proved refuted conflicted discretionary undetermined")),
    (
        "a treatment such as `follows`",
        words("follows distinguishes declines overrules invalidates repeals supersedes superseded"),
    ),
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
    if f.text(-1) == ")" and len(left) > 1:
        left.discard(":")  # a relation may be evaluated in a scenario, but that is seldom what is missing
    if f.block.keyword == "expect":
        left.discard("SIGN")  # an amount below zero may follow, and is seldom what is missing
    described = []
    for description, members in GROUPS:
        if members <= left:
            left -= members
            described.append(description)
    if not in_matter(f):
        described = [description.removesuffix(", which may be imprecise") for description in described]
    described += [kind_in_context(f, kind) for kind in left if kind in KINDS]
    described += [word_in_context(f, word) for word in left if word not in KINDS]
    return sorted(set(described), key=lambda text: (text.startswith("`"), text))


def in_matter(f: Failure) -> bool:
    return f.block.keyword in MAY_BE_IMPRECISE


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
        case "for" if "burden" in f.words:
            return "`for the court`"
        case "for":
            return "`for each`" if len(f.words) == 1 else "`for every`"
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
