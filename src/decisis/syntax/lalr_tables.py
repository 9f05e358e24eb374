"""The tables that Lark makes from the grammar, as data, and a parser made from them again.

Lark's own way to keep them is a pickle in a folder that others can write to, which is never used here.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark

Tables = Any  # JSON
State = int
_SHIFT = 0  # as Lark writes it: followed by the next state; else by the rule to reduce


def tables_of(parser: Lark) -> Tables:
    """What JSON can hold of a parser: all but its post-lexer. One grammar gives one text."""
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = parser.memo_serialize([TerminalDef, Rule])
    options = {name: value for name, value in data["options"].items() if name != "postlex"}
    frontend = {**data["parser"], "parser": _numbered(data["parser"]["parser"])}
    return {"data": {**data, "options": options, "parser": frontend}, "memo": list(memo.items())}


def parser_of(tables: Tables, postlex: object) -> Lark:
    """The parser again. Raises AttributeError, KeyError, TypeError or ValueError if these are no tables."""
    from lark import Lark

    data = tables["data"]
    table = data["parser"]["parser"]
    states = {
        state: {token: (action, argument) for token, action, argument in actions}
        for state, actions in enumerate(table["states"])
    }
    parts = {**table, "tokens": dict(enumerate(table["tokens"])), "states": states}
    kept = {**data, "parser": {**data["parser"], "parser": parts}}
    parser: Lark = Lark._load_from_dict(kept, dict(tables["memo"]), postlex=postlex)  # type: ignore[no-untyped-call]
    return parser


def _numbered(table: Tables) -> Tables:
    """Lark numbers states and tokens as it comes upon them; here they are numbered in a fixed order.

    A state is numbered when it is first reached, from the starts in the order of their names, by tokens in
    the order of theirs.
    """
    names: list[str] = sorted(table["tokens"].values())
    places = {number: names.index(name) for number, name in table["tokens"].items()}
    found: dict[State, State] = {}
    pending = [state for _, state in sorted(table["start_states"].items(), reverse=True)]
    states: list[Any] = []
    while pending:
        state = pending.pop()
        if state in found:
            continue
        found[state] = len(found)
        actions = sorted(
            ((places[t], *action) for t, action in table["states"][state].items()), key=itemgetter(0)
        )
        states.append(actions)
        pending += [argument for _, action, argument in reversed(actions) if action == _SHIFT]
    return {
        **table,
        "tokens": names,
        "states": [[(t, a, found[g] if a == _SHIFT else g) for t, a, g in actions] for actions in states],
        "start_states": {name: found[state] for name, state in sorted(table["start_states"].items())},
        "end_states": {name: found[state] for name, state in sorted(table["end_states"].items())},
    }
