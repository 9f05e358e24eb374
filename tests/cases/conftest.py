"""The tests of a shipped case run in a row in one process: what is lowered for one is there for all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.shipped import CASES, let_go


@pytest.hookimpl(tryfirst=True)  # before groups are given to processes
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {case: place for place, case in enumerate(CASES)}
    found = {id(item): places[case] for item in items if (case := _case_of(item)) in places}
    for item in items:
        if id(item) in found:
            item.add_marker(pytest.mark.xdist_group(f"case {CASES[found[id(item)]].stem}"))
    items.sort(key=lambda item: found.get(id(item), len(CASES)))  # those of no case stay as they are, behind


@pytest.fixture(autouse=True, scope="package")
def nothing_is_kept_behind() -> Iterator[None]:
    yield
    let_go()


def _case_of(item: pytest.Item) -> object:
    call = getattr(item, "callspec", None)
    return call.params.get("case") if call is not None and "cases" in item.path.parts else None
