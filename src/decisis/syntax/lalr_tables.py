"""The tables that Lark makes from the grammar, as data, and a parser made from them again.

Lark's own way to keep them is a pickle in a folder that others can write to, which is never used here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

Tables = Any  # JSON


def tables_of(parser: Lark) -> Tables:
    """What JSON can hold of a parser: all but its post-lexer."""
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = parser.memo_serialize([TerminalDef, Rule])
    table = data["parser"]["parser"]
    states = [
        [state, [[token, *action] for token, action in actions.items()]]
        for state, actions in table["states"].items()
    ]
    parts = {**table, "tokens": list(table["tokens"].items()), "states": states}
    options = {name: value for name, value in data["options"].items() if name != "postlex"}
    return {
        "data": {**data, "options": options, "parser": {**data["parser"], "parser": parts}},
        "memo": list(memo.items()),
    }


def parser_of(tables: Tables, postlex: object) -> Lark:
    """The parser again. Raises KeyError, TypeError or ValueError if these are no such tables."""
    from lark import Lark

    data = tables["data"]
    table = data["parser"]["parser"]
    states = {
        state: {token: (action, argument) for token, action, argument in actions}
        for state, actions in table["states"]
    }
    parts = {**table, "tokens": dict(table["tokens"]), "states": states}
    kept = {**data, "parser": {**data["parser"], "parser": parts}}
    parser: Lark = Lark._load_from_dict(kept, dict(tables["memo"]), postlex=postlex)  # type: ignore[no-untyped-call]
    return parser
