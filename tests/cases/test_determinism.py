"""The same bytes whatever the hash seed, and whatever the order of files, rules and facts.

Two seeds, and another order of each litmus program; with DECISIS_THOROUGH=1 sixty-four seeds over every
case, and sixteen orders.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random

import pytest

from decisis.casework.inquiry import Inquiry, answers
from decisis.casework.present import present
from decisis.pipeline import Loader, logic_root
from decisis.render import render
from decisis.source import Source
from tests.engine.generated import case
from tests.engine.lowered_text import pages

ROOT = Path(__file__).parents[2]
LITMUS = sorted((ROOT / "tests" / "litmus").glob("*.case"))
DECIDED = sorted((ROOT / "cases").rglob("*.case"))
THOROUGH = "DECISIS_THOROUGH" in os.environ
SEEDS = range(64) if THOROUGH else (0, 424242)
ORDERS = range(16 if THOROUGH else 1)
PROVISION = re.compile(r"(?=^(?:rule|holding|definition|priority|treatment)\b)", re.MULTILINE)


def shown() -> str:
    """Everything that this process says: proofs of cases, and how the engine came to generated programs."""
    loader = Loader(logic_root())
    said = []
    for path in [*LITMUS, *(DECIDED if THOROUGH else DECIDED[:1])]:
        matter = loader.matter(str(path))
        asked = list(matter.questions)[: None if THOROUGH else 6]
        views = [present(answer, proofs=True) for answer in answers(matter, asked, Inquiry())]
        said += [render(form, views, width=100) for form in ("text", "json", "markdown")]
    return "\n".join([*said, *_derived()])


def _derived() -> list[str]:
    from decisis.engine.seminaive import Seminaive
    from decisis.rules.stratify import stratify

    programs = [(each.program, each.facts) for seed in range(60) for each in [case(Random(seed), tries=1)]]
    for file in sorted((ROOT / "tests" / "engine" / "programs").glob("*.dl")):
        programs += [(each.program, each.facts) for each in pages(file)]
    said = []
    for program, facts in programs:
        derivations = Seminaive().evaluate(stratify(program), facts).derivations
        assert derivations
        said.append("\n".join(sorted(map(repr, derivations.steps()))))
    return said


@cache
def _under(seed: int) -> bytes:
    script = "import sys; from tests.cases.test_determinism import shown; sys.stdout.write(shown())"
    variables = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=variables, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.mark.parametrize("seed", SEEDS)
def test_every_hash_seed_gives_the_same_bytes(seed: int) -> None:
    assert len(_under(SEEDS[0])) > 100_000
    assert _under(seed) == _under(SEEDS[0])


# --- the order of what is written ------------------------------------------------------------------------


def shuffled(text: str, random: Random) -> str:
    """The case with its provisions in another order, and the facts of each record."""
    law, source, matter = text.partition("\nsource ")
    head, *provisions = PROVISION.split(law)
    random.shuffle(provisions)
    lines = matter.split("\n")
    begin = next((n for n, line in enumerate(lines) if line.startswith("record ")), len(lines)) + 1
    end = next((n for n in range(begin, len(lines)) if not lines[n].startswith("  ")), begin)
    facts = [line for line in lines[begin:end] if line.strip()]
    random.shuffle(facts)
    return (
        head
        + "".join(each.rstrip() + "\n" for each in provisions)
        + source
        + "\n".join([*lines[:begin], *facts, *lines[end:]])
    )


def _proofs(text: str) -> str:
    matter = Loader(logic_root()).matter_of(Source("a.case", text), ROOT)
    views = [present(answer, proofs=True) for answer in answers(matter, matter.questions, Inquiry())]
    return render("text", views, width=100)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("path", LITMUS, ids=lambda path: path.stem)
def test_the_order_of_rules_and_facts_does_not_matter(path: Path, order: int) -> None:
    text = path.read_text("utf-8")
    other = shuffled(text, Random(order))
    assert sorted(other.split()) == sorted(text.split())
    assert _proofs(other) == _proofs(text)


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    """Law in two files: which of them is read first depends on their names."""
    first = 'sort Thing\nrelation a(t: Thing) reads "{t} is a"\nrelation b(t: Thing) reads "{t} is b"\n'
    first += 'relation c(t: Thing) reads "{t} is c"\ncourt top "Top Ct."\n'
    first += 'authority act is "Act" statute from the document\nrule one under act given (1) a(X) then c(X)\n'
    second = "rule two under act given (1) b(X) then c(X)\n"
    matter = (
        'source s is "the file"\nmatter m is "M" before top as of 2020-01-01\n  uses region\n'
        "record found from s\n  a(x)\n  b(x)\nquestion q: c(x)\n"
    )
    said = []
    for names in (("a.law", "b.law"), ("b.law", "a.law")):
        folder = tmp_path / "".join(names) / "region"
        folder.mkdir(parents=True)
        for name, text in zip(names, ('area region "A region"\n' + first, second), strict=True):
            (folder / name).write_text(text, "utf-8")
        found = Loader(folder.parent).matter_of(Source("a.case", matter), tmp_path)
        (answer,) = answers(found, ("q",), Inquiry())
        said.append(render("text", [present(answer, proofs=True)], width=100))
    assert said[0] == said[1]
    assert "2 independent grounds" in said[0]


def test_shuffling_changes_the_text() -> None:
    texts = [path.read_text("utf-8") for path in LITMUS]
    assert sum(shuffled(text, Random(0)) != text for text in texts) > len(texts) / 2


def test_what_one_matter_calls_a_thing_is_not_told_in_the_next(tmp_path: Path) -> None:
    """Matters share what their law comes to; one may call a thing as the law calls something else."""
    (tmp_path / "loans").mkdir()
    (tmp_path / "loans" / "loans.law").write_text(
        'area loans "Loans"\ncourt top "Top Ct."\nsort Thing\nsort Kind is one of book "a book", film\n'
        'authority act is "Act" statute from the document\n'
        'relation lent(t: Thing, k: Kind) reads "{t} is lent"\nrelation due(t: Thing) reads "{t} is due"\n'
        "rule one under act given (1) lent(T, K) (2) K = book then due(T)\n"
    )
    matter = (
        'matter m is "M" before top as of 2020-01-01\n  uses loans\nthing book: Thing "the {} copy"\n'
        "record found\n  lent(book, book)\nquestion q: due(book)\n"
    )
    loader = Loader(tmp_path)
    for colour, other in (("red", "blue"), ("blue", "red")):
        found = loader.matter_of(Source("a.case", matter.format(colour)), tmp_path)
        (answer,) = answers(found, ("q",), Inquiry())
        said = render("text", [present(answer, proofs=True)], width=100)
        assert f"the {colour} copy" in said
        assert f"the {other} copy" not in said
