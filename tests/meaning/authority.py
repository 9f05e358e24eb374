"""Who speaks and who beats whom, for a court and a day: the list of docs/semantics.md, pair by pair.

Written from the documents alone, and slow: nothing is kept, nothing is looked up twice the same way. Imports
nothing of Decisis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from tests.meaning import doctrine as d

KINDS = ("constitution", "statute", "rules", "guideline", "policy", "commentary")  # the highest source first
BINDING, PERSUASIVE, DICTUM = 0, 1, 2
ENDS = ("overrules", "repeals", "supersedes", "invalidates")


@dataclass(frozen=True)
class Forum:
    """A court and a day in which a doctrine is asked, in a matter that may itself decide an authority."""

    doctrine: d.Doctrine
    court: str
    day: date
    decides: str = ""

    # --- names --------------------------------------------------------------------------------------

    def court_of(self, name: str) -> d.Court:
        return next(each for each in self.doctrine.courts if each.name == name)

    def opinion(self, name: str) -> d.Opinion | None:
        return next((each for each in self.doctrine.opinions if each.name == name), None)

    def text(self, name: str) -> d.Text | None:
        return next((each for each in self.doctrine.texts if each.name == name), None)

    def provision(self, name: str) -> d.Provision:
        return next(each for each in self.doctrine.provisions if each.name == name)

    def chain(self, court: str) -> Iterator[str]:
        """The court, and every court above it."""
        while court:
            yield court
            court = self.court_of(court).above

    # --- what is there, and what has ended ----------------------------------------------------------

    def is_there(self, opinion: d.Opinion) -> bool:
        """It has spoken by the day asked about, and is not what the matter itself decides."""
        return spoken_on(opinion) <= self.day and opinion.name != self.decides

    def has_ended(self, name: str, day: date) -> bool:
        """An authority or a provision has been ended, seen on ``day``."""
        return any(each.earlier == name and self._ends(each, day) for each in self.doctrine.treatments)

    def _ends(self, treatment: d.Treatment, day: date) -> bool:
        if treatment.verb not in ENDS:
            return False
        later = self.opinion(treatment.later)
        if later is None:
            text = self.text(treatment.later)
            assert text
            since = treatment.day or text.force.first
            return since is not None and since <= day
        if not self.is_there(later):
            return False
        if treatment.verb == "invalidates":  # whatever the day that governs the text
            return self.binds(later) and (treatment.day or spoken_on(later)) <= self.day
        return (treatment.day or spoken_on(later)) <= day

    # --- what binds ---------------------------------------------------------------------------------

    def rules_of(self, court: str) -> Iterator[d.CourtRule]:
        """Its own rules that are in force on the day asked about."""
        for rule in self.court_of(court).rules:
            opinion, text = self.opinion(rule.under), self.text(rule.under)
            if opinion is not None and not self.is_there(opinion):
                continue
            if text is not None and not text.force.has(self.day):
                continue
            if rule.force.has(self.day) and not self.has_ended(rule.under, self.day):
                yield rule

    def speaks_as(self, opinion: d.Opinion) -> str:
        """The court whose opinion it is here: its own, or one that adopted it as its own."""
        for court in self.chain(self.court):
            for rule in self.rules_of(court):
                if (
                    rule.says == "adopts"
                    and rule.of == opinion.court
                    and rule.decided.has(spoken_on(opinion))
                ):
                    return court
        return opinion.court

    def binds(self, opinion: d.Opinion) -> bool:
        court = self.speaks_as(opinion)
        if court not in self.chain(self.court):
            return False
        if court == self.court and self.court_of(court).trial:
            return False
        return self.counts_as_published(opinion)

    def counts_as_published(self, opinion: d.Opinion) -> bool:
        """It was published, or its own court lets it bind as if it were."""
        return opinion.published or any(
            rule.says == "bind" and rule.decided.has(spoken_on(opinion))
            for rule in self.rules_of(opinion.court)
        )

    # --- who speaks ---------------------------------------------------------------------------------

    def is_heard(self, each: d.Provision) -> bool:
        """Whether the day asked about lets it speak at all, whatever the day that governs its text."""
        if each.kind == "dissent":
            return False
        opinion = self.opinion(each.under.text)
        if opinion is not None:
            if not self.is_there(opinion):
                return False
            if self.has_ended(opinion.name, self.day) or self.has_ended(each.name, self.day):
                return False
        if self.governed_by(each) is None:
            return self.is_in_force(each, self.day)
        return True

    def _by_text(self, each: d.Provision) -> d.Part | None:
        """The part of a text that it states or construes."""
        return each.construing if self.opinion(each.under.text) is not None else each.under

    def governed_by(self, each: d.Provision) -> str | None:
        """The relation whose day decides whether its text is in force; None if it is the day asked about."""
        if each.as_of:
            return next(e.relation for e in each.given if isinstance(e, d.Names) and e.var == each.as_of)
        part = self._by_text(each)
        text = part and self.text(part.text)
        if part and text and part.editions and text.chosen_by:
            return text.chosen_by
        return None

    def is_in_force(self, each: d.Provision, day: date) -> bool:
        """Whether the text that it states or construes is law on a day."""
        part = self._by_text(each)
        if part is None:
            return each.force.has(day)
        text = self.text(part.text)
        assert text
        if not each.force.has(day) or not text.force.has(day) or self.has_ended(text.name, day):
            return False
        if each.under is part and self.has_ended(each.name, day):
            return False
        if part is each.construing and not part.editions and self._has_lost_its_text(each, day):
            return False
        return part.editions is None or edition_span(text, part.editions).has(day)

    def texts_before(self, each: d.Provision) -> list[d.Provision]:
        """What is stated of the place that an opinion construes, and was law on the day of the opinion."""
        opinion, part = self.opinion(each.under.text), each.construing
        assert opinion and part
        return [
            one
            for one in self.doctrine.provisions
            if one.under.text == part.text
            and _is_within(one.under.at, part.at)
            and (self.governed_by(one) or self.is_in_force(one, spoken_on(opinion)))
        ]

    def _has_lost_its_text(self, each: d.Provision, day: date) -> bool:
        """Every text that the opinion had before it has ended; what another day governs goes on."""
        texts = self.texts_before(each)
        return bool(texts) and not any(self.governed_by(one) or not self._is_over(one, day) for one in texts)

    def _is_over(self, stated: d.Provision, day: date) -> bool:
        """A text was the law once and is no more."""
        text = self.text(stated.under.text)
        assert text
        spans = [stated.force, text.force]
        if stated.under.editions:
            spans.append(edition_span(text, stated.under.editions))
        past = any(span.last and span.last < day for span in spans)
        return past or self.has_ended(text.name, day) or self.has_ended(stated.name, day)

    # --- who beats whom -----------------------------------------------------------------------------

    def strength(self, each: d.Provision) -> int:
        opinion = self.opinion(each.under.text)
        if each.kind == "dictum":
            return DICTUM
        return BINDING if opinion is None or self.binds(opinion) else PERSUASIVE

    def source(self, each: d.Provision) -> int | None:
        """The rank of the text that it states or construes: the lower number is the higher source."""
        part = self._by_text(each)
        text = part and self.text(part.text)
        return KINDS.index(text.kind) if text else None

    def reason(self, one: d.Provision, other: d.Provision) -> tuple[str, int]:
        """The first test that decides between two, and for whom: 1 the one, -1 the other, 0 neither."""
        for test in TESTS:
            found = test(self, one, other)
            if found is not None:
                return test.__name__, found
        return "tie", 0

    def takes_out(self, off: d.Provision, other: d.Provision) -> bool:
        """Whether one that says of another that it does not apply is heard: where its exception would be."""
        return self.reason(replace(off, exception_to=(other.name,)), other)[1] > 0

    def beats(self, one: d.Provision, other: d.Provision) -> bool:
        return self.reason(one, other)[1] > 0 and not self._in_a_ring(one, other)

    def _in_a_ring(self, one: d.Provision, other: d.Provision) -> bool:
        """Whether a way leads from the one that is beaten back to the one that beats it."""
        seen: list[d.Provision] = [other]
        for each in seen:
            for next_one in self.doctrine.provisions:
                if (
                    next_one not in seen
                    and self.is_heard(next_one)
                    and can_clash(self.doctrine, each, next_one)
                    and self.reason(each, next_one)[1] > 0
                ):
                    seen.append(next_one)
        return one in seen


def spoken_on(opinion: d.Opinion) -> date:
    return date(opinion.day.year, 12, 31) if opinion.only_year else opinion.day


def edition_span(text: d.Text, editions: tuple[str, str]) -> d.Span:
    """From the first day of the first to the day before the one that follows the last."""
    names = [name for name, _ in text.editions]
    days = [day for _, day in text.editions]
    after = names.index(editions[1]) + 1
    last = date.fromordinal(days[after].toordinal() - 1) if after < len(days) else None
    return d.Span(days[names.index(editions[0])], last)


def can_clash(doctrine: d.Doctrine, one: d.Provision, other: d.Provision) -> bool:
    return one is not other and any(
        can_oppose(doctrine, mine, theirs) for mine in conclusions(one) for theirs in conclusions(other)
    )


def conclusions(each: d.Provision) -> Iterator[tuple[d.Literal, bool]]:
    """What it may say, and whether it only leaves it open."""
    if isinstance(each.then, d.Literal):
        yield each.then, False
        if each.kind == "definition":
            yield each.then.opposite, False
    yield from ((question.literal, True) for question in each.leaves_open)


def can_oppose(doctrine: d.Doctrine, one: tuple[d.Literal, bool], other: tuple[d.Literal, bool]) -> bool:
    (mine, open_), (theirs, is_open) = one, other
    if mine.relation != theirs.relation or (open_ and is_open):
        return False
    differ = mine.value != theirs.value or isinstance(mine.value, d.Var) or isinstance(theirs.value, d.Var)
    functional = next(r for r in doctrine.relations if r.name == mine.relation).functional
    if open_ or is_open:
        fixed = theirs if open_ else mine
        return fixed.positive or mine.value == theirs.value or isinstance(mine.value, d.Var)
    if mine.positive and theirs.positive:
        return functional and differ
    return mine.positive != theirs.positive and (mine.value == theirs.value or differ)


# --- the tests, in their order ---------------------------------------------------------------------


def strength(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """1. Binding over persuasive over dictum."""
    return _lower(forum.strength(one), forum.strength(other))


def declared(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """2. A declared priority, with the rank of the provision that makes it."""
    here, there = _declared_over(forum, one, other), _declared_over(forum, other, one)
    if here and there:
        return 0
    return 1 if here else -1 if there else None


def _declared_over(forum: Forum, one: d.Provision, other: d.Provision) -> bool:
    if one.name in other.subject_to:
        return True
    says_so = other.name in one.exception_to or (one.name, other.name) in forum.doctrine.priorities
    return says_so and not _ranks_below(forum, one, other)


def _ranks_below(forum: Forum, one: d.Provision, other: d.Provision) -> bool:
    """By a higher source, a higher court, as unpublished, or as a panel below the whole court."""
    return any(test(forum, one, other) == -1 for test in (source, court, published, whole_court))


def source(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """3. The higher source."""
    mine, theirs = forum.source(one), forum.source(other)
    return None if mine is None or theirs is None else _lower(mine, theirs)


def construing(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """4. A holding over the bare reading of the text that it construes."""
    if _construes(one, other):
        return 1
    return -1 if _construes(other, one) else None


def _construes(one: d.Provision, other: d.Provision) -> bool:
    part = one.construing
    if part is None or other.kind not in ("rule", "definition"):
        return False
    return part.text == other.under.text and _is_within(part.at, other.under.at)


def _is_within(one: str, other: str) -> bool:
    """Whether of two places in a text one is a part of the other: § 1 and § 1(a), but not § 1 and § 10."""
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(short)
    return long.startswith(short) and not (short and rest[:1].isalnum())


def court(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """5. The opinion of a higher court over that of a court under it."""
    mine, theirs = _court_of(forum, one), _court_of(forum, other)
    if mine is None or theirs is None or mine == theirs:
        return None
    if mine in forum.chain(theirs):
        return 1
    return -1 if theirs in forum.chain(mine) else None


def published(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """6. Of one court, the published opinion over the unpublished."""
    pair = _of_one_court(forum, one, other)
    return pair and _lower(*(not forum.counts_as_published(each) for each in pair))


def whole_court(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """6. Then that of the whole court over that of a panel."""
    pair = _of_one_court(forum, one, other)
    return pair and _lower(not _is_whole(forum, pair[0]), not _is_whole(forum, pair[1]))


def panels(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """7. Of two panels of one court, what that court's own rule says."""
    pair = _of_one_court(forum, one, other)
    if pair is None or any(_is_whole(forum, each) for each in pair):
        return None
    for rule in forum.rules_of(forum.speaks_as(pair[0])):
        match rule.says:
            case "neither":
                return 0
            case "earlier":
                return _lower(*map(spoken_on, pair)) or 0
            case "later":
                return -(_lower(*map(spoken_on, pair)) or 0)
    return None


def later_opinion(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """8. Of one court, the later over the earlier."""
    pair = _of_one_court(forum, one, other)
    return pair and -(_lower(*map(spoken_on, pair)) or 0)


def later_text(forum: Forum, one: d.Provision, other: d.Provision) -> int | None:
    """8. Of texts of one rank, the later; an opinion beside a text counts as the text that it construes."""
    opinions = [bool(forum.opinion(each.under.text)) for each in (one, other)]
    if all(opinions) or forum.source(one) is None or forum.source(one) != forum.source(other):
        return None
    mine, theirs = _begins(forum, one), _begins(forum, other)
    return None if mine is None or theirs is None else -(_lower(mine, theirs) or 0)


TESTS: tuple[Callable[[Forum, d.Provision, d.Provision], int | None], ...] = (
    strength,
    declared,
    source,
    construing,
    court,
    published,
    whole_court,
    panels,
    later_opinion,
    later_text,
)


def _lower(mine: int | date, theirs: int | date) -> int | None:
    if mine == theirs:
        return None
    return 1 if mine < theirs else -1  # type: ignore[operator]


def _court_of(forum: Forum, each: d.Provision) -> str | None:
    opinion = forum.opinion(each.under.text)
    return opinion and forum.speaks_as(opinion)


def _of_one_court(forum: Forum, one: d.Provision, other: d.Provision) -> tuple[d.Opinion, d.Opinion] | None:
    mine, theirs = forum.opinion(one.under.text), forum.opinion(other.under.text)
    if mine is None or theirs is None or forum.speaks_as(mine) != forum.speaks_as(theirs):
        return None
    return mine, theirs


def _is_whole(forum: Forum, opinion: d.Opinion) -> bool:
    return opinion.en_banc or not forum.court_of(forum.speaks_as(opinion)).above


def _begins(forum: Forum, each: d.Provision) -> date | None:
    """From when a text is in force; of an opinion, the last of those that it had before it."""
    if forum.opinion(each.under.text):
        assert each.construing
        days = [day for one in forum.texts_before(each) if (day := _begins(forum, one))]
        text = forum.text(each.construing.text)
        return max(days, default=text and text.force.first)
    text = forum.text(each.under.text)
    assert text
    return max((day for day in (each.force.first, text.force.first) if day), default=None)
