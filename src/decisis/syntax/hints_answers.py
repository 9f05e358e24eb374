"""Mistakes in questions and in what is expected of them."""

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
