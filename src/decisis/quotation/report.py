"""What became of the quotes, as text and as `decisis.quotes/1`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from decisis.quotation.verification import NOT_AT_HAND, VERIFIED, WRONG, Finding

FORMAT = "decisis.quotes/1"


def quotes_text(findings: Sequence[Finding], *, every: bool = False) -> str:
    """One paragraph for each quote that is wrong or not at hand (for all, with ``every``), and the totals."""
    shown = [f for f in findings if every or f.status != VERIFIED or f.words]
    counts = Counter(f.status for f in findings)
    totals = ", ".join(f"{counts[s]} {s}" for s in (VERIFIED, NOT_AT_HAND, WRONG))
    number = f"{len(findings)} quote{'' if len(findings) == 1 else 's'}"
    return "\n".join([*map(_paragraph, shown), f"{number}: {totals}"])


def _paragraph(found: Finding) -> str:
    lines = [f"{found.quote.span.where}: {found.status}", f"  “{found.quote.text}”"]
    if found.words:
        lines.append(f"  {found.words}")
    elif found.places:
        lines.append(f"  {'; '.join(f'{p.document}, l. {p.first}' for p in found.places)}")
    return "\n".join(lines)


def quotes_json(findings: Sequence[Finding]) -> str:
    """All findings, in the order of the files."""
    return json.dumps({"format": FORMAT, "quotes": [_row(f) for f in findings]}, ensure_ascii=False, indent=2)


def _row(found: Finding) -> dict[str, object]:
    quote = found.quote
    row = {
        "place": quote.span.where,
        "quote": quote.text,
        "status": found.status,
        "authority": quote.authority,
        "source": quote.file or quote.source,
        "pinpoint": quote.pinpoint,
        "found_at": [{"document": p.document, "first": p.first, "last": p.last} for p in found.places],
        "remark": found.words,
    }
    return {name: value for name, value in row.items() if value not in ("", [])}
