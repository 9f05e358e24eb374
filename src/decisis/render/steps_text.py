"""The steps of a proof as indented lines. Without recursion; what was shown is referred to, not repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from decisis.proof.tree import Node
from decisis.render import words
from decisis.render.layout import Page, columns
from decisis.render.shared import Identity, count, what_is_said


@dataclass(frozen=True)
class Item:
    """A step on its way to the page, or a line that is no step."""

    step: Node | None
    indent: int
    depth: int = 0
    mark: str = ""
    above: Item | None = None
    line: str = ""
    authority_only: bool = False  # what it concludes has been said
    strength: str = ""  # of the ground of which it is the top

    @property
    def inner(self) -> int:
        return self.indent + (columns(self.mark) + 1 if self.mark else 2)

    @property
    def reference(self) -> str:
        """Where the item stands: 1(2)(a)."""
        marks: list[str] = []
        item: Item | None = self
        while item is not None:
            marks.append(item.mark.rstrip(".-"))
            item = item.above
        return "".join(reversed(marks))


@dataclass
class Steps:
    """Writes proofs to a page; equal steps with premises are written in full once."""

    page: Page
    depth: int | None = None
    identity: Identity = field(default_factory=Identity)
    shown: dict[int, Item] = field(default_factory=dict)

    def write(self, item: Item) -> None:
        pending = [item]
        while pending:
            pending += reversed(list(self._one(pending.pop())))

    def _one(self, item: Item) -> Iterator[Item]:
        step = item.step
        if step is None:
            self.page.add(item.indent, item.line, mark=item.mark)
            return
        match step.kind:
            case "considered":
                self.page.add(item.indent, f"considered: {words.considered(step)}")
            case "absent" if step.reason:
                self.page.add(item.indent, words.attempt(step), words.authority_note(step), item.mark)
            case "case":
                self.page.add(item.indent, f"if {step.text}:", mark=item.mark or "-")
                yield from self._below(item, step, step.premises)
            case _:
                yield from self._step(item, step)

    def _step(self, item: Item, step: Node) -> Iterator[Item]:
        earlier = self._earlier(item, step)
        if earlier is not None:
            self.page.add(item.indent, words.said(step), f"as shown at {earlier.reference}", item.mark)
            return
        self._words(item, step)
        if step.kind == "for every":
            yield from self._cases(item, step)
        else:
            yield from self._below(item, step, step.premises)

    def _earlier(self, item: Item, step: Node) -> Item | None:
        """Where the step was shown in full; if nowhere, it is about to be shown here."""
        if not step.premises or self._folds(item):
            return None
        first = self.shown.setdefault(self.identity.of(step), item)
        return None if first is item else first

    def _words(self, item: Item, step: Node) -> None:
        mark, indent = item.mark, item.indent
        by = words.authority(step)
        if not (item.authority_only and by):
            self.page.add(indent, words.said(step), words.step_note(step), mark)
            mark, indent = "", item.inner
        if by and step.kind == "derived":
            self.page.add(indent, by, item.strength or words.authority_note(step), mark)
        if step.reason:
            self.page.add(item.inner, step.reason)

    def _folds(self, item: Item) -> bool:
        return self.depth is not None and item.depth >= self.depth

    def _below(self, item: Item, step: Node, premises: tuple[Node, ...]) -> Iterator[Item]:
        if premises and self._folds(item):
            more = count(premises)
            yield Item(None, item.inner, line=f"… {more} more step{'' if more == 1 else 's'}")
            return
        for premise in premises:
            mark = "" if premise.kind == "considered" else premise.label or "-"
            yield Item(premise, item.inner, item.depth + 1, mark, item)

    def _cases(self, item: Item, step: Node) -> Iterator[Item]:
        """Each class of cases with equal reasons, once, with all its cases."""
        classes: dict[tuple[int, ...], list[Node]] = {}
        said = Identity(what_is_said)
        for case in step.premises:
            classes.setdefault(tuple(said.of(p) for p in case.premises), []).append(case)
        for cases in classes.values():
            listed = " · ".join(case.text for case in cases)
            every = "for every case" if len(classes) == 1 else "for"
            heading = Item(None, item.inner, item.depth, line=f"{every} ({len(cases)}): {listed}", above=item)
            yield heading
            yield from self._below(heading, step, cases[0].premises)
