"""Citations: a strict parser into structured citations, and the forms in which they are written.

Only what can be read without a guess is parsed: a full citation of one case, one place in a code,
guideline or rule, one public law. The grammar is ours (Bluebook forms, 21st ed., rules 10, 12 and
B10-B12); nothing is looked up. A text that is no such citation still prints, as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

MAXIMUM = 1000  # characters of a citation; longer texts are not read


@dataclass(frozen=True)
class Report:
    """Where a case is printed: volume, series and page, as in 352 F.3d 766 or 2004 WL 64958."""

    volume: str
    series: str
    page: str
    pinpoint: str = ""  # of a parallel citation; that of the first is `Case.pinpoint`

    @property
    def is_database(self) -> bool:
        """Whether it is a database, whose pinpoints are star pages after "at"."""
        return self.series == "WL" or self.series.endswith("LEXIS")

    def __str__(self) -> str:
        return f"{self.volume} {self.series} {self.page}"


@dataclass(frozen=True)
class Case:
    """A decision: reported (perhaps in parallel), in a database, or known by its docket number.

    ``day`` is the date as printed ("Jan. 15, 2004"), "" if only the year is. ``notes`` are what
    stands in parentheses after the date: "per curiam", "W. Fletcher, J., dissenting".
    """

    name: str
    reports: tuple[Report, ...] = ()
    docket: str = ""
    pinpoint: str = ""
    court: str = ""
    day: str = ""
    year: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The party that names the case: the first that is no government, and "In re X" whole."""
        return short_name(self.name)

    @property
    def decided(self) -> date | None:
        return parse_day(self.day) if self.day else None

    @property
    def key(self) -> str:
        """What the decision is, apart from pinpoints and from how the first party is written."""
        if self.reports:
            report = str(self.reports[0]).replace(" F. App'x ", " Fed. App'x ")  # one and the same
            return f"{report} {self.short_name.casefold()}"
        return f"{_bare_docket(self.docket)} {self.short_name.casefold()} ({self._when})"

    @property
    def parenthetical(self) -> str:
        """The court and the date: "(2d Cir. 2003)"."""
        return f"({self._when})" if self._when else ""

    @property
    def _when(self) -> str:
        return " ".join(part for part in (self.court, self.day or str(self.year or "")) if part)

    def full(self, pinpoint: str = "") -> str:
        """All of it, at `pinpoint` (by default its own)."""
        first = self.reports[:1]
        parts = [self.name, self.docket, *map(str, first)]
        parts.append(_page(pinpoint or self.pinpoint, star=not first or first[0].is_database))
        for report in self.reports[1:]:
            parts += [str(report), _page("" if pinpoint else report.pinpoint, star=report.is_database)]
        body = ", ".join(part for part in parts if part)
        notes = [f"({note})" for note in self.notes]
        return " ".join(part for part in (body, self.parenthetical, *notes) if part)

    def short(self, pinpoint: str = "") -> str:
        """The name and the place: "Alpha, 1 F.3d at 7", "Beta, 2004 WL 1, at *4"."""
        pin = _page(pinpoint or self.pinpoint, star=True)
        report = self.reports[0] if self.reports else None
        if pin and report and not report.is_database:
            return f"{self.short_name}, {report.volume} {report.series} {pin}"
        parts = (self.short_name, str(report or self.docket), pin)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Provision:
    """A place in a text that makes rules: "1 U.S.C." and "§ 1(a)", "Fed. R. Crim. P." and "35(a)".

    ``kind`` is one of `code`, `guidelines`, `rule`, `constitution`, `public law`; ``edition`` is the
    year in parentheses of the edition cited; ``notes`` are what else stands in parentheses.
    """

    kind: str
    work: str
    place: str = ""
    edition: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        return self.edition

    @property
    def decided(self) -> date | None:
        """Provisions are enacted, not decided."""
        return None

    @property
    def key(self) -> str:
        return self.full()

    def full(self, pinpoint: str = "") -> str:
        """The short form and the edition."""
        edition = f"({self.edition})" if self.edition else ""
        return " ".join(part for part in (self.short(pinpoint), edition) if part)

    def short(self, pinpoint: str = "") -> str:
        """The work and the place: "1 U.S.C. § 1(a)". A pinpoint goes below the place."""
        comma = ", " if self.kind == "public law" else " "
        base = comma.join(part for part in (self.work, self.place) if part)
        pin = _tidy(_without_at(pinpoint))
        if not pin:
            return base
        if pin.startswith("(") and self.place:
            return base + pin
        apart = pin.startswith(("amend.", "§")) and (self.place or comma == ", ")
        return f"{base}, {pin}" if apart else f"{base} {pin}"


Citation = Case | Provision


@lru_cache(maxsize=1024)
def parse(text: str) -> Citation | None:
    """The citation that a text is, all of it; None if it is none or could be read in two ways."""
    if len(text) > MAXIMUM:
        return None
    body, parentheses = _split_parentheses(_tidy(text))
    return _provision(body, parentheses) or _case(body, parentheses)


def cite(authority: str, pinpoint: str = "") -> str:
    """An authority at a pinpoint, as a line of a proof shows it. It never fails.

    A case keeps its court and date: "Alpha, 1 F.3d at 7 (2d Cir. 2003)". What is no
    citation is shown as it stands: "text, at pinpoint".
    """
    citation = parse(authority)
    if isinstance(citation, Case):
        return " ".join(part for part in (citation.short(pinpoint), citation.parenthetical) if part)
    if citation is not None:
        return citation.short(pinpoint)
    pin = _without_at(pinpoint)
    return f"{authority}, at {pin}" if pin else authority


def year_of(text: str) -> int | None:
    """The year of a citation: of its date or edition, also where the rest of it cannot be read."""
    citation = parse(text)
    if citation is not None:
        return citation.year
    found = re.search(r"\((?:[^()]* )?([12][0-9]{3})\)(?: \([^()]*\))*$", text.strip()[-MAXIMUM:])
    return int(found[1]) if found else None


def decided_on(text: str) -> date | None:
    """The day of a decision, if its citation gives it in full."""
    citation = parse(text)
    if citation is not None:
        return citation.decided
    found = re.search(rf"\((?:[^()]* )?({_DAY})\)(?: \([^()]*\))*$", text.strip()[-MAXIMUM:])
    return parse_day(found[1]) if found else None


# --- pieces --------------------------------------------------------------------------------------


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split(","))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_FULL_MONTHS = _listed(
    "January,February,March,April,May,June,July,August,September,October,November,December"
)
_MONTH = "|".join(sorted({re.escape(name) for name in _FULL_MONTHS} | {rf"{m}\." for m in _MONTHS}))
_DAY = rf"(?:{_MONTH}) [0-9]{{1,2}}, [12][0-9]{{3}}"


def parse_day(text: str) -> date | None:
    """The day that "Jan. 15, 2004" or "January 15, 2004" names; None if there is none."""
    found = re.fullmatch(rf"({_MONTH}) ([0-9]{{1,2}}), ([12][0-9]{{3}})", text)
    if found is None:
        return None
    month = next(i for i, name in enumerate(_FULL_MONTHS, 1) if name[:3] == found[1][:3])
    try:
        return date(int(found[3]), month, int(found[2]))
    except ValueError:
        return None


_STATES = _listed(
    "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,"
    "Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,"
    "Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,"
    "North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,"
    "South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming,"
    "District of Columbia,Puerto Rico,Guam"
)
_NATION = ("United States", "United States of America", "U.S.")
_GOVERNMENT = re.compile(r"(?:State|People|Commonwealth|Government)(?: of .*)?")


def short_name(name: str) -> str:
    """What a case is called after its first mention: the first party that is no government.

    Of two governments, the one that is not the United States. A name without "v." stays whole.
    """
    parties = name.split(" v. ")
    if len(parties) != 2:
        return name
    for party in parties:
        if party not in _NATION and party not in _STATES and not _GOVERNMENT.fullmatch(party):
            return party
    return parties[1] if parties[0] in _NATION else parties[0]


def _tidy(text: str) -> str:
    """One kind of blank, apostrophe and dash, and a blank after a section sign."""
    plain = text.replace("’", "'").replace("–", "-").replace("—", "-")
    return re.sub(r"(§+) ?(?=[^ §])", r"\1 ", re.sub(r"[ \t\r\n\u00a0]+", " ", plain)).strip()


def _without_at(pinpoint: str) -> str:
    return _tidy(pinpoint).removeprefix("at ")


def _page(pinpoint: str, *, star: bool) -> str:
    """A pinpoint after a first page, or after what has none."""
    pin = _without_at(pinpoint)
    return f"at {pin}" if pin and star and not pin.startswith("slip op.") else pin


def _bare_docket(docket: str) -> str:
    return re.sub(r"^(?:case )?nos?\. ?|[ .]", "", docket.casefold())


def _split_parentheses(text: str) -> tuple[str, list[str]]:
    """The text before the parentheses at its end, and what stands in each of them."""
    groups: list[str] = []
    while text.endswith(")"):
        depth, start = 0, len(text)
        while start and (depth or start == len(text)):
            start -= 1
            depth += {")": 1, "(": -1}.get(text[start], 0)
        if depth or start < 2 or text[start - 1] != " ":
            break
        groups.insert(0, text[start + 1 : -1])
        text = text[: start - 1]
    return text, groups


# --- cases ----------------------------------------------------------------------------------------

_SERIES = _listed(
    "U.S.,S. Ct.,L. Ed.,L. Ed. 2d,F.,F.2d,F.3d,F.4th,F. App'x,Fed. App'x,F. Supp.,F. Supp. 2d,F. Supp. 3d,"
    "F.R.D.,B.R.,Fed. Cl.,A.,A.2d,A.3d,N.E.,N.E.2d,N.E.3d,N.W.,N.W.2d,P.,P.2d,P.3d,S.E.,S.E.2d,S.W.,"
    "S.W.2d,S.W.3d,So.,So. 2d,So. 3d,Cal. Rptr.,Cal. Rptr. 2d,Cal. Rptr. 3d,N.Y.S.,N.Y.S.2d,N.Y.S.3d"
)
_CANONICAL_SERIES = {re.sub(r"[ .]", "", name).lower(): name for name in _SERIES} | {"fedappx": "Fed. App'x"}

_COURT = r"(?P<court>[0-9A-Z][A-Za-z0-9'& -]*\.[A-Za-z0-9.'& -]*?)"
_WHEN = re.compile(rf"(?:{_COURT} ?)?(?:(?P<day>{_DAY})|(?P<year>[12][0-9]{{3}}))")
_REPORT = re.compile(
    r"([0-9]{1,4}) ([A-Z][A-Za-z.']*[A-Za-z0-9.']*(?: [A-Z0-9][A-Za-z0-9.']*){0,5}) ([0-9]{1,8})"
)
_NO_SERIES = re.compile(r"(?:.*\b)?(?:U\.S\.C\.|C\.F\.R\.|Stat\.|Fed\. Reg\.|U\.S\.S\.G\.).*")
_DOCKET = re.compile(
    r"(?:(?:Case )?Nos?\. [^,§]{1,60}"
    r"|(?:[0-9]{1,2}:)?(?=[A-Za-z0-9-]*[0-9])[A-Za-z0-9]{1,4}-[A-Za-z0-9-]+(?:\([0-9A-Z]+\))?"
    r"(?: \([A-Z/]+\))?(?: [A-Z]{1,5})?)"
)
_PIN = re.compile(
    r"(?:(?:slip op\. )?at )?(?:¶+ ?)?\*?[0-9]+(?:-\*?[0-9]+)?(?:(?: &)? nn?\.[0-9]+(?:-[0-9]+)?)?"
    r"|nn?\.[0-9]+"
)
_NAME = re.compile(r"(?!(?:See|Cf\.|Id\.|But see|Accord|E\.g\.)\b)[A-Z0-9][^§;]*[^§; ,]")


def _case(body: str, parentheses: list[str]) -> Case | None:
    """A case: name, docket number, reports and pinpoints, court and date, in this order."""
    dates = [index for index, group in enumerate(parentheses) if _WHEN.fullmatch(group)]
    if not dates:
        return _undated_case(body, parentheses)
    case = _case_body(_with_groups(body, parentheses[: dates[0]]))
    when = _WHEN.fullmatch(parentheses[dates[0]])
    if case is None or when is None:
        return None
    day = when["day"] or ""
    decided = parse_day(day)
    if day and decided is None:
        return None
    year = decided.year if decided else int(when["year"])
    notes = tuple(parentheses[dates[0] + 1 :])
    return replace(case, court=when["court"] or "", day=day, year=year, notes=notes)


def _undated_case(body: str, parentheses: list[str]) -> Case | None:
    """An order known by its docket number and court, without a date."""
    if not parentheses or not re.fullmatch(_COURT, parentheses[-1]):
        return None
    case = _case_body(_with_groups(body, parentheses[:-1]))
    return None if case is None or case.reports else replace(case, court=parentheses[-1])


def _with_groups(body: str, groups: list[str]) -> str:
    """The text with parentheses that belong to it, as the initials of judges in a docket number do."""
    return " ".join([body, *(f"({group})" for group in groups)])


def _case_body(text: str) -> Case | None:
    segments = text.split(", ")
    first = next(
        (i for i, text in enumerate(segments) if i and (_report(text) or _DOCKET.fullmatch(text))), 0
    )
    name = ", ".join(segments[:first])
    if not _NAME.fullmatch(name):
        return None
    dockets: list[str] = []
    reports: list[Report] = []
    pins: list[list[str]] = [[]]
    for segment in segments[first:]:
        report = _report(segment)
        if report:
            if reports or pins[0]:
                pins.append([])
            reports.append(report)
        elif not reports and not pins[0] and _DOCKET.fullmatch(segment):
            dockets.append(segment)
        elif _PIN.fullmatch(segment):
            pins[-1].append(_without_at(segment))
        else:
            return None
    if len(pins) > max(len(reports), 1):  # a pinpoint to the docket, and then a report
        return None
    joined = [", ".join(each) for each in pins]
    parallel = (replace(report, pinpoint=pin) for report, pin in zip(reports[1:], joined[1:], strict=True))
    return Case(name, (*reports[:1], *parallel), ", ".join(dockets), joined[0])


def _is_place(text: str) -> bool:
    return _report(text) is not None or _DOCKET.fullmatch(text) is not None


def _report(text: str) -> Report | None:
    found = _REPORT.fullmatch(text)
    if found is None:
        return None
    volume, series, page = found.groups()
    known = _CANONICAL_SERIES.get(re.sub(r"[ .]", "", series).lower())
    is_database = series == "WL" or series.endswith(" LEXIS")
    if known is None and not is_database and ("." not in series or _NO_SERIES.fullmatch(series)):
        return None
    return Report(volume, known or series, page)


# --- provisions ----------------------------------------------------------------------------------

_SUBDIVISIONS = r"(?:\([0-9A-Za-z]{1,5}\))"
_SECTION = rf"[0-9][0-9A-Za-z]*(?:[.:-][0-9A-Za-z]+)*{_SUBDIVISIONS}*"
_AND = r"(?:, (?:and |& )?| and | & )(?:§ )?"
_NOTE = r"(?:,? (?:cmt\.|nn?\.|note|Sched\.|app\.|¶|art\.|cl\.|pt\.|ch\.|et seq\.)[^§]*)?"
_SECTIONS = rf"{_SECTION}(?:{_AND}(?:{_SECTION}|{_SUBDIVISIONS}+))*{_NOTE}"
_RULES = r"Fed\. R\. (?:(?:Crim|App|Civ|Bankr)\. P\.|Evid\.)|Sup\. Ct\. R\."
_ENDS_LIKE_A_CODE = r"(?:Codes?|Laws?|Stat\.|Act|Ann\.)"

_PROVISIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "guidelines",
        re.compile(
            r"(?P<work>U\.S\.S\.G\.|USSG|U\.S\. Sentencing Guidelines Manual)"
            rf"(?: (?P<place>§§? {_SECTIONS}"
            r"|[Cc]h\. [0-9].*|App\. [A-Z].*|[Aa]mend\. [0-9]+|[0-9][A-Z][0-9]?))?"
        ),
    ),
    ("rule", re.compile(rf"(?P<work>{_RULES})(?: (?P<place>{_SECTIONS}))?")),
    (
        "public law",
        re.compile(
            r"(?P<work>Pub\. L\. (?:No\. )?[0-9]{1,3}-[0-9]{1,4})"
            rf"(?:, (?P<place>(?:§§? {_SECTION}|[0-9]+ Stat\. [0-9]+|[0-9]+(?:-[0-9]+)?)"
            rf"(?:, (?:§§? {_SECTION}|[0-9]+ Stat\. [0-9]+|[0-9]+(?:-[0-9]+)?))*))?"
        ),
    ),
    (
        "constitution",
        re.compile(
            r"(?P<work>[A-Z][A-Za-z.]*(?: [A-Z][a-z]*\.)? Const\.)(?: (?P<place>(?:art\.|amend\.|pmbl\.).*))?"
        ),
    ),
    (
        "code",
        re.compile(
            r"(?P<work>[0-9]{1,3} [A-Z][A-Za-z]*\.(?:[A-Za-z]+\.| [A-Z][A-Za-z]*\.?)*)"
            rf"(?: (?P<place>§§? {_SECTIONS}))?"
        ),
    ),
    ("code", re.compile(rf"(?P<work>[A-Z][A-Za-z.&', -]{{1,80}}[A-Za-z.]) (?P<place>§§? {_SECTIONS})")),
    ("code", re.compile(rf"(?P<work>[A-Z][A-Za-z.&' -]{{1,80}} {_ENDS_LIKE_A_CODE})(?P<place>)")),
)
_EDITION = re.compile(r"(?:[A-Z][A-Za-z.]* )?([12][0-9]{3})")


def _provision(body: str, parentheses: list[str]) -> Provision | None:
    """A provision, and in parentheses the year of its edition and remarks."""
    if re.search(r" v\. ", body):
        return None
    for kind, pattern in _PROVISIONS:
        found = pattern.fullmatch(body)
        if found:
            work = re.sub(r"^(?:USSG|U\.S\. Sentencing Guidelines Manual)$", "U.S.S.G.", found["work"])
            work = re.sub(r"^Pub\. L\. (?=[0-9])", "Pub. L. No. ", work)
            years = [year for group in parentheses if (year := _EDITION.fullmatch(group))]
            notes = tuple(group for group in parentheses if not _EDITION.fullmatch(group))
            edition = int(years[0][1]) if years else None
            decision = any(_WHEN.fullmatch(note) for note in notes)  # a court and a date are of a case
            if decision or len(years) > 1:
                return None
            return Provision(kind, work, found["place"] or "", edition, notes)
    return None
