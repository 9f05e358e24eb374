"""Mistakes in questions, in what is expected of them, and in disputes."""

from __future__ import annotations

from decisis.diagnostics import Diagnostic
from decisis.syntax.failure import Failure, words

VERDICTS = words("proved refuted conflicted discretionary undetermined")
OTHER_VERDICTS = {
    "true": "proved", "yes": "proved", "so": "proved", "established": "proved", "granted": "proved",
    "false": "refuted", "no": "refuted", "not": "refuted", "disproved": "refuted", "denied": "refuted",
    "unknown": "undetermined", "open": "undetermined", "undecided": "undetermined", "maybe": "undetermined",
}  # fmt: skip
VALUES = words("number daylike text")
ASKING = words("is was are were does did do has have had can may must should whether if that it so")


def other_verdict(f: Failure) -> Diagnostic | None:
    """`expect fine is true`."""
    if f.block.keyword != "expect" or "proved" not in f.words or f.text() not in OTHER_VERDICTS:
        return None
    help = f"write `is {OTHER_VERDICTS[f.text()]}`"
    return f.error("E0201", f"`{f.text()}` is no verdict", help=help)


def value_without_name(f: Failure) -> Diagnostic | None:
    """`expect fee is EUR 400`: the word of a currency was read as a variable."""
    if f.block.keyword != "expect" or f.text(-1) != "is" or f.kind() not in VALUES:
        return None
    help = f"say which variable of the question it is, as in `is N = {f.text()}`"
    return f.error("E0201", f"`{f.text()}` alone is no answer", help=help)


def sign_within(f: Failure) -> Diagnostic | None:
    """`expect fee is N = EUR -300`."""
    code = f.kind() == "variable" and len(f.text()) == 3 and f.text().isupper()
    if f.block.keyword != "expect" or not code or f.text(1) != "-" or f.kind(2) != "number":
        return None
    help = f"write `-{f.text()} {f.text(2)}`"
    return f.error("E0201", "the sign stands before the currency", f.span(0, 2), help=help)


def missing_is(f: Failure) -> Diagnostic | None:
    """`expect increase proved`, `expect increase = proved`, `expect increase N = 12`."""
    if f.block.keyword != "expect" or "is" not in f.words:
        return None
    at = 1 if f.text() in ("=", ":") else 0
    answer = f.text(at)
    if f.kind(at) == "variable" and f.text(at + 1) == "=":
        answer = f"{answer} = {f.text(at + 2) or '…'}"
    elif answer not in VERDICTS:
        return None
    help = f"write `is {answer}`"
    if at:
        return f.error("E0201", f"the answer to a question follows `is`, and not `{f.text()}`", help=help)
    return f.error("E0201", f"`is` is missing before `{f.text()}`", help=help)


def values_after_verdict(f: Failure) -> Diagnostic | None:
    """`expect increase is proved where N = 3`, `expect increase is proved N = 3`."""
    at = 1 if f.text() in ("where", "with", "for") else 0
    if f.block.keyword != "expect" or f.text(-1) not in VERDICTS or f.kind(at) != "variable":
        return None
    return f.error(
        "E0214",
        f"values come before `{f.text(-1)}`",
        f.span(0, at),
        help=f"write `is {f.text(at)} {f.text(at + 1)} {f.text(at + 2)} {f.text(-1)}`",
    )


def literal_for_a_name(f: Failure) -> Diagnostic | None:
    """`expect late is undetermined turning on returned_on(atlas)`."""
    if f.block.keyword != "expect" or not f.calls() or "NAME" not in f.kinds:
        return None
    help = f"write `{f.text()}`, without arguments"
    return f.error("E0201", "here stands a name, and no literal", help=help)


def words_after_matter(f: Failure) -> Diagnostic | None:
    """`variant later of case_at_hand "A day later"`."""
    if f.block.keyword != "variant" or f.kind() != "text" or f.text(-2) != "of":
        return None
    help = f"write `{f.block.title} {f.text()} of {f.text(-1)}`"
    return f.error("E0214", "the words for a variant come before `of`", help=help)


def question_without_colon(f: Failure) -> Diagnostic | None:
    """`question fine fine_owed(atlas)`."""
    if f.block.keyword not in ("question", "dispute") or ":" not in f.words:
        return None
    if f.text() != "not" and not f.calls():
        return None
    said = "not …" if f.text() == "not" else f"{f.text()}(…)"
    help = f"write `{f.block.title}: {said}`"
    what = "what it asks" if f.block.keyword == "question" else "what it is about"
    return f.error("E0201", f"a colon stands between the name of a {f.block.keyword} and {what}", help=help)


def asked_in_words(f: Failure) -> Diagnostic | None:
    """`question late: is late(ann)`, `question late: whether late(ann)`."""
    if f.block.keyword != "question" or "CALL" not in f.kinds:
        return None
    texts = [word.text for word in f.block.words]
    asked = texts.index(":", 0, f.index) + 1 if ":" in texts[: f.index] else len(texts)
    begun = next((at for at in range(asked, len(texts)) if texts[at] not in ASKING), len(texts))
    negated = texts[begun : begun + 1] == ["not"]
    at = begun + negated - f.index
    if begun == asked:
        return None
    said, rest = " ".join(texts[asked:begun]), texts[begun:]
    help = f"write `{f.block.title}: {'not ' if negated else ''}{f.text(at)}(…)`"
    if not f.calls(at):
        of_what = f"{rest[1]}({rest[0]})" if len(rest) == 2 else "p(a)"
        help = f"write a relation, and in parentheses what it is asked of, as in `{of_what}`"
    first = asked - f.index
    return f.error(
        "E0201", f"a question is asked without `{said}`", f.span(first, begun - 1 - f.index), help=help
    )


def asks_twice(f: Failure) -> Diagnostic | None:
    """`question both: p(a) and q(a)`; the same in a session, where a question stands alone."""
    if not f.asks or f.text() not in ("and", "or", ",") or f.text(-1) != ")" or "$END" not in f.kinds:
        return None
    help = "ask of each alone; or write a rule that concludes of all together, and ask for that"
    return f.error("E0201", "a question asks for one relation", help=help)


def place_of_no_fact(f: Failure) -> Diagnostic | None:
    """`record found from book at "1"`: the place of what it says, which is not there or stands below."""
    if f.block.keyword != "record" or f.text() not in ("at", "quote") or "CALL" not in f.kinds:
        return None
    texts = [word.text for word in f.block.words]
    below = next((at for at in range(1, len(texts) - f.index) if f.kind(at) == "name" and f.calls(at)), 0)
    fact = f"{f.text(below)}(…)" if below else "…"
    help = f"write it after each fact of the record, as in `{fact} {f.text()} {f.text(1) or '…'}`"
    return f.error("E0201", f"`{f.text()}` follows a fact", help=help)


def sides_joined(f: Failure) -> Diagnostic | None:
    """`dispute motive: p(a) or not p(a)`."""
    if f.block.keyword != "dispute" or "versus" not in f.words or f.text() not in ("or", "and", "vs", ","):
        return None
    help = "write `versus` between the two sides"
    return f.error("E0201", f"the sides of a dispute are not joined by `{f.text()}`", help=help)


def dispute_without_colon(f: Failure) -> Diagnostic | None:
    """`dispute motive is p(a) versus not p(a)`."""
    if f.block.keyword != "dispute" or f.words != {":"} or f.text() not in ("is", "whether", "="):
        return None
    return f.error("E0201", f"a dispute has `:` before its sides, and not `{f.text()}`", help="write `:`")
