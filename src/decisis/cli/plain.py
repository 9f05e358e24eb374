"""A plain `ask` or `why`, read without click.

Only what is well formed is read here: a command, its arguments, its options in full and with a value that
is none. Whatever else there is (help, a mistake, an option of another command) is left to click, which
says what has to be said. The tests hold the tables here to what click knows.
"""

from __future__ import annotations

from collections.abc import Iterator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMS = ("text", "markdown", "html", "json", "dot", "mermaid")

ONE = {  # options that take one value: the name of the parameter
    "--as-of": "as_of",
    "--before": "before",
    "--certificate": "certificate",
    "--court": "court",
    "--engine": "engine",
    "--logic": "logic",
    "--variant": "variant",
}
MANY = {"--assume": "assume", "--without": "without"}  # that may be given many times
FLAGS = {"--another-case": "another_case", "--json": "as_json"}
MORE = {"ask": {}, "why": {"--format": "form", "--depth": "depth"}}  # one value, and only in that command
MORE_FLAGS = {"ask": {}, "why": {"--brief": "brief", "--full": "full"}}


def plain(arguments: list[str]) -> dict[str, Any] | None:
    """What `answer` takes, or None if click has to look at it."""
    if not arguments or arguments[0] not in MORE:
        return None
    command = arguments[0]
    found: dict[str, Any] = dict.fromkeys(MANY.values(), ())
    positional: list[str] = []
    for option, value in _read(arguments[1:], {**ONE, **MANY, **MORE[command]}):
        if not option:
            positional.append(value)
        elif option in MANY:
            found[MANY[option]] += (value,)
        elif option in ONE or option in MORE[command]:
            found[ONE.get(option) or MORE[command][option]] = value
        elif option in FLAGS or option in MORE_FLAGS[command]:
            found[FLAGS.get(option) or MORE_FLAGS[command][option]] = True
        else:
            return None
    return _checked(command, positional, found)


def _read(arguments: list[str], with_value: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Options with their values, arguments with no option; "?" for what is not plain."""
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            yield "", argument
        elif argument in with_value:
            value = next(rest, "-")
            yield ("?", "") if value.startswith("-") else (argument, value)
        else:
            yield argument, ""


def _checked(command: str, positional: list[str], found: dict[str, Any]) -> dict[str, Any] | None:
    """With what click would make of values: a known form, a depth; the engine is looked up."""
    if not positional or found.get("form", "text") not in FORMS:
        return None
    if "full" in found and ("brief" in found or "depth" in found):
        return None
    if "depth" in found:
        if not (found["depth"].isascii() and found["depth"].isdecimal() and int(found["depth"]) >= 1):
            return None
        found["depth"] = int(found["depth"])
    if "engine" in found:
        from decisis.engine import ENGINES

        if found["engine"] not in ENGINES:
            return None
    if found.pop("as_json", False):
        found["form"] = "json"
    return {"proofs": command == "why", "case": positional[0], "questions": tuple(positional[1:]), **found}
