"""What cases show of the law, as a page of HTML that needs nothing else: by file, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from decisis.testing.coverage import Coverage, Seen, by_file, totals
from decisis.testing.suggestions import Suggestion

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 62em; padding: 0 1em; color: #222 }
h2 { margin-top: 2em; border-bottom: 1px solid #ccc; font-size: 1.1em }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; padding: .2em .8em .2em 0; vertical-align: top }
th { font-weight: 600; color: #555 }
tr + tr td { border-top: 1px solid #eee }
.yes { color: #176639 } .no { color: #a32020 }
pre { background: #f6f6f4; padding: .6em; overflow-x: auto }
@media (prefers-color-scheme: dark) {
  body { background: #181818; color: #ddd } pre { background: #242424 } h2 { border-color: #444 }
  tr + tr td { border-color: #333 } .yes { color: #6fcf97 } .no { color: #f08080 } th { color: #aaa }
}
"""


def coverage_html(coverage: Coverage, suggestions: Iterable[Suggestion] = ()) -> str:
    """The page. Suggestions stand under the provision that they are about."""
    found: dict[str, list[Suggestion]] = {}
    for each in suggestions:
        found.setdefault(each.provision, []).append(each)
    every = list(coverage.seen.values())
    body = "".join(_file(file, seen, found) for file, seen in by_file(every))
    head = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Coverage</title>'
    return (
        f"{head}\n<style>{STYLE}</style></head>\n<body><h1>What the cases show of the law</h1>\n"
        f"<p>{escape(totals(every))}</p>\n{body}</body></html>\n"
    )


def _file(file: str, every: Sequence[Seen], suggestions: Mapping[str, list[Suggestion]]) -> str:
    complete = sum(s.complete for s in every)
    rows = "".join(_provision(s, suggestions.get(s.provision, [])) for s in every)
    columns = ("provision", "fires", "decides alone", "elements that never fail alone")
    head = f"<tr>{''.join(f'<th>{column}</th>' for column in columns)}</tr>"
    return (
        f"<section><h2>{escape(file)} · {complete} of {len(every)} complete</h2>\n"
        f"<table>{head}\n{rows}</table></section>\n"
    )


def _provision(seen: Seen, suggestions: Sequence[Suggestion]) -> str:
    unfailed = ", ".join(seen.unfailed) or "none"
    cells = [
        f'<td id="{escape(seen.provision)}"><code>{escape(seen.provision)}</code></td>',
        _mark(seen.fired),
        _mark(seen.alone),
        f'<td class="{"no" if seen.unfailed else "yes"}">{escape(unfailed)}</td>',
    ]
    more = "".join(_suggested(suggestions))
    below = f'<tr><td colspan="4">{more}</td></tr>\n' if more else ""
    return f"<tr>{''.join(cells)}</tr>\n{below}"


def _mark(so: bool) -> str:
    return '<td class="yes">yes</td>' if so else '<td class="no">never</td>'


def _suggested(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    for each in suggestions:
        what = f"{each.what} fails alone" if each.what.startswith("(") else f"it {each.what}"
        if each.case:
            summary = f"<summary>a case in which {escape(what)}</summary>"
            yield f"<details>{summary}<pre>{escape(each.case)}</pre></details>"
        else:
            yield f"<p>{escape(what)}: {escape(each.why)}</p>"
