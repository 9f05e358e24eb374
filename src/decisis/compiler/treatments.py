"""What later authorities did with a provision, in the words of a citator."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from decisis.citation import cite
from decisis.compiler.force import Span, authority_named, is_opinion, treatment_day
from decisis.compiler.library import Library, once
from decisis.compiler.setting import Setting
from decisis.compiler.standing import strength_of
from decisis.syntax import ast

TREATED = {
    "follows": "followed",
    "distinguishes": "distinguished",
    "declines to follow": "not followed",
    "overrules": "overruled",
    "invalidates": "held invalid",
    "repeals": "repealed",
    "supersedes": "superseded",
}
ENDS_ITS_FORCE = ("overrules", "invalidates", "repeals", "supersedes")
LEAVES_ITS_FORCE = ("follows", "distinguishes", "declines to follow")


def treatments_shown(provision: ast.Provision, library: Library, setting: Setting) -> Iterator[ast.Treatment]:
    """What was done with a provision, or its authority, by the day asked about, and left it its force.

    That it was followed is said of what does not bind: it is what speaks for it.
    """
    for treatment in _left_its_force(provision, library):
        if treatment.verb == "follows" and strength_of(provision, library, setting) == "binding":
            continue
        day = treatment_day(treatment, library)
        if day is not None and Span(day).holds(setting.as_of):
            yield treatment


@once
def _left_its_force(provision: ast.Provision, library: Library) -> list[ast.Treatment]:
    """What was ever done with a provision, or its authority, that ended nothing; in the order of days."""
    names = {provision.name.text} | ({provision.under.authority.text} if provision.under else set())
    return [t for t in treatments_of(names, library) if t.verb in LEAVES_ITS_FORCE]


def treatments_of(names: Collection[str], library: Library) -> list[ast.Treatment]:
    """What others did with any of these, in the order of days."""
    found = [t for t in library.treatments if t.earlier.text in names]
    return sorted(found, key=lambda t: when(t, library))


def treatments_by(names: Collection[str], library: Library) -> list[ast.Treatment]:
    """What any of these did with others."""
    found = [t for t in library.treatments if t.later.text in names]
    return sorted(found, key=lambda t: (t.earlier.text, t.verb))


def when(treatment: ast.Treatment, library: Library) -> tuple[date, str]:
    """The order of treatments: by their days, those without one last."""
    return treatment_day(treatment, library) or date.max, treatment.later.text


def treated_words(treatment: ast.Treatment, library: Library) -> str:
    """A treatment from its receiving end: `not followed in Ray, 3 F.3d at 9 (2d Cir. 2001)`."""
    later = authority_named(treatment.later.text, library)
    provision = library.provisions.get(treatment.later.text)
    own = provision.under.pinpoint if provision is not None and provision.under else None
    pinpoint = treatment.pinpoint or (own if treatment.later.text not in library.authorities else None)
    cited = cite(later.citation.text, pinpoint.text if pinpoint else "") if later else treatment.later.text
    preposition = "in" if later is not None and is_opinion(later) else "by"
    provenance = treatment.provenance or (later.provenance if later else None)
    return f"{TREATED[treatment.verb]} {preposition} {cited}{_from_memory(provenance)}"


def treats_words(treatment: ast.Treatment, library: Library) -> str:
    """A treatment from its own end: `overrules Ray, 3 F.3d at 9 (2d Cir. 2001), from 2005-06-01`."""
    name = treatment.earlier.text
    earlier, provision = authority_named(name, library), library.provisions.get(name)
    place = provision.under if provision is not None and name not in library.authorities else None
    pinpoint = place.pinpoint.text if place and place.pinpoint else ""
    cited = cite(earlier.citation.text, pinpoint) if earlier else name
    return f"{treatment.verb} {cited}{_from_day(treatment)}{_from_memory(treatment.provenance)}"


def treated_in_full(treatment: ast.Treatment, library: Library) -> str:
    """A treatment from its receiving end, with what it was of and from when, if it says so."""
    part = f" as to `{treatment.earlier.text}`" if treatment.earlier.text in library.provisions else ""
    quote = f" “{treatment.quote.text}”" if treatment.quote else ""
    return f"{treated_words(treatment, library)}{part}{_from_day(treatment)}{quote}"


def _from_day(treatment: ast.Treatment) -> str:
    return f", from {treatment.start}" if treatment.start else ""


def _from_memory(provenance: ast.Provenance | None) -> str:
    return " (from memory)" if provenance is not None and provenance.kind == "from memory" else ""
