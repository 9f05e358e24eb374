"""The steps of a proof as indented lines. Without recursion; what was shown is referred to, not repeated."""

from __future__ import annotations

from collections.abc import Iterator

from decisis.dataclass import dataclass, field, replace
from decisis.proof.nodes import Identity, Node
from decisis.render import tried, words
from decisis.render.layout import Page, columns
from decisis.render.members import computed_of, likewise
from decisis.render.shared import by_what_is_shown, classes, count

LONGEST_REFERENCE = 40


@dataclass(frozen=True)
class Item:
    """A step on its way to the page, or a line that is no step."""

    step: Node | None
    indent: int
    mark: str = ""  # what stands before it: 1. (2) (a) -
    name: str = ""  # what it is called in references, if not by its mark
    above: str = ""  # the reference of the step above
    cases_of: str = ""  # the reference of the step of which this is a case
    depth: int = 0
    prefix: str = ""  # of the labels below that say again whose parts they are
    line: str = ""
    note: str = ""
    concluded: bool = False  # what it concludes has been said: its authority is enough
    strength: str = ""  # of the ground of which it is the top
    considered_later: bool = False

    @property
    def inner(self) -> int:
        return self.indent + (columns(self.mark) + 1 if self.mark else 2)

    @property
    def reference(self) -> str:
        """Where the item stands: 1(2)(a), or 1(2), case 3, (a); of what stands very deep, the beginning."""
        if len(self.above) > LONGEST_REFERENCE:
            return f"{self.above.rstrip(' …,')} …"
        if self.name:
            return f"{self.above}, {self.name},"
        return f"{self.above}{' ' if self.above.endswith(',') else ''}{self.mark.rstrip('.-')}"


@dataclass
class Steps:
    """Writes proofs to a page; equal steps with premises are written in full once."""

    page: Page
    depth: int | None = None
    full: bool = False  # nothing is folded
    _identity: Identity = field(default_factory=by_what_is_shown)
    _shown: dict[int, Item] = field(default_factory=dict)
    _stated: set[tuple[str, ...]] = field(default_factory=set)  # facts that were given with their quotations

    def write(self, item: Item) -> None:
        pending = [item]
        while pending:
            pending += reversed(list(self._one(pending.pop())))

    def _one(self, item: Item) -> Iterator[Item]:
        step = item.step
        if step is None:
            self.page.add(item.indent, item.line, item.note, item.mark)
        elif step.kind == "considered":
            self.page.add(item.indent, words.considered(step), mark="considered:", style="heading")
        elif tried.is_attempt(step):
            self.page.add(item.indent, tried.attempt(step), words.authority_note(step), "-")
        else:
            yield from self._step(item, step)

    def _step(self, item: Item, step: Node) -> Iterator[Item]:
        earlier = self._earlier(item, step)
        if earlier is not None:
            self.page.add(item.indent, step.text, f"as shown at {earlier.reference.rstrip(',')}", item.mark)
            return
        self._words(item, step)
        if step.premises and self._folds(item):
            yield Item(None, item.inner, line=words.more_steps(count(step.premises)))
        elif step.kind in ("for every", "by cases"):
            yield from self._cases(item, step)
        else:
            yield from self._below(item, step)

    def _earlier(self, item: Item, step: Node) -> Item | None:
        """Where the step was shown in full; if nowhere, it is about to be shown here."""
        if not step.premises or self._folds(item):
            return None
        first = self._shown.setdefault(self._identity.of(step), item)
        return None if first is item else first

    def _folds(self, item: Item) -> bool:
        return self.depth is not None and item.depth >= self.depth

    # --- the lines of one step ------------------------------------------------------------------------

    def _words(self, item: Item, step: Node) -> None:
        by = words.authority(step) if step.kind == "derived" else ""
        if item.concluded and by:
            self.page.add(item.indent, by, words.authority_note(step, item.strength), item.mark)
            self._treated(item, step)
            if step.quote:
                self.page.add(item.inner, words.quotation(step))
            return
        said = replace(step, text=words.whichever(step)) if item.concluded else step
        if step.kind == "for every" and not step.reason:
            said = replace(step, text=step.text + words.every_case(classes(step.premises)))
        note = words.step_note(step) or ("" if by else item.strength)
        self.page.add(item.indent, self._said(said), note, item.mark)
        if by:
            self.page.add(item.inner, by, words.authority_note(step, item.strength))
            self._treated(item, step)
        if step.reason:
            self.page.add(item.inner, step.reason)

    def _treated(self, item: Item, step: Node) -> None:
        if step.treated:
            self.page.add(item.inner, words.treated(step))

    def _said(self, step: Node) -> str:
        """The words of a step; a fact is given with its quotation once."""
        if step.kind == "given" and self._was_stated(step):
            return words.said(replace(step, quote=""))
        self._stated.add(words.statement(step))
        return words.said(step)

    def _was_stated(self, step: Node) -> bool:
        return words.statement(step) in self._stated

    # --- what a step rests on ---------------------------------------------------------------------------

    def _below(self, item: Item, step: Node) -> Iterator[Item]:
        prefix = item.prefix if step.provision else (step.label or item.prefix)
        editions = [p for p in step.premises if _in_force(p)]
        if editions:
            yield self._edition(item, editions)
        alike = {} if self.full else likewise(step)
        folded = {id(p) for i, m in enumerate(step.premises) if id(m) in alike for p in computed_of(step, i)}
        for premise in step.premises:
            if id(premise) in folded:
                continue
            if id(premise) in alike:
                note = words.likewise(alike[id(premise)])
                yield Item(None, item.inner, "-", line=premise.text, note=note)
                continue
            said_elsewhere = premise.kind == "considered" and item.considered_later
            if said_elsewhere or _in_force(premise) or tried.is_lapsed(premise):
                continue
            label = premise.label.removeprefix("" if step.provision else prefix)
            mark = "" if premise.kind == "considered" else label or "-"
            below = "" if premise.provision else premise.label
            yield Item(premise, item.inner, mark, above=item.reference, depth=item.depth + 1, prefix=below)
        for line in tried.not_in_force([p for p in step.premises if tried.is_lapsed(p)]):
            yield Item(None, item.inner, "-", line=line)

    def _edition(self, item: Item, steps: list[Node]) -> Item:
        """Why an edition is the one: a line, without the fact if that was given before."""
        fresh = [p for p in steps if p.kind != "given" or not self._was_stated(p)]
        said = "; ".join(words.joined_limits([self._said(p) for p in fresh or steps]))
        note = next((words.step_note(p) for p in fresh if p.kind == "given"), "")
        return Item(None, item.inner, "in force:", line=said, note=note)

    def _cases(self, item: Item, step: Node) -> Iterator[Item]:
        """Each class of cases with equal reasons, once, with all its cases."""
        found = classes(step.premises)
        if step.kind == "for every" and len(found) == 1:
            yield from self._case(item, step, found[0][0], item)
            return
        mark, name = ("-", "way") if step.kind == "by cases" else ("", "case")
        known: dict[str, list[str]] = {}
        for number, alike in enumerate(found, 1):
            line = words.way(step.kind, alike, number)
            place = self._place_of_all(alike[0])
            if place:
                known.setdefault(place, []).append(line)
                continue
            place = item.reference
            heading = Item(None, item.inner, mark, f"{name} {number}", place, cases_of=place, line=line)
            yield heading
            yield from self._case(heading, step, alike[0], item)
        for place, lines in known.items():
            yield Item(None, item.inner, mark, line="; ".join(lines), note=f"as shown at {place}")

    def _place_of_all(self, case: Node) -> str:
        """The cases among which all steps of a case were shown before; "" if they were not."""
        shown = [self._shown.get(self._identity.of(p)) if p.premises else None for p in case.premises]
        places = {first.cases_of if first else "" for first in shown}
        return places.pop() if len(places) == 1 else ""

    def _case(self, heading: Item, step: Node, case: Node, item: Item) -> Iterator[Item]:
        concluded = step.kind == "by cases" and item.concluded
        for premise in case.premises:
            label = premise.label.removeprefix(step.label or item.prefix)
            mark = label or ("" if concluded else "-")
            below = "" if premise.provision else premise.label
            yield Item(
                premise,
                heading.inner,
                mark,
                above=heading.reference,
                cases_of=heading.cases_of,
                depth=item.depth + 1,
                prefix=below,
                concluded=concluded,
            )


def _in_force(step: Node) -> bool:
    return step.section == "in force" and not step.premises and not tried.is_lapsed(step)
