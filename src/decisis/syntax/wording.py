"""The words that an author reads where the parser knows names of terminals."""

from __future__ import annotations

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
    ("`+`, `-` or `*`", frozenset(["+", "-", "*"])),
    ("`+` or `-`", frozenset(["+", "-"])),
    ("a kind such as `statute`", frozenset(["constitution", "statute", "rules", "guideline", "policy", "commentary", "opinion"])),
    ("a status such as `found`", frozenset(["found", "admitted", "undisputed", "recited", "apparent", "alleged"])),
    ("a verdict such as `proved`", frozenset(["proved", "refuted", "conflicted", "discretionary", "undetermined"])),
    ("a treatment such as `follows`", frozenset(["follows", "distinguishes", "declines", "overrules", "repeals", "supersedes"])),
)

# Words that never stand alone, with those that follow them.
PHRASES = {
    "in": "`in force from` or `in`",
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
