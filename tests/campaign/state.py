"""How far a campaign is and what it has found, in a file, so that it goes on where it was."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.campaign.catching import Caught
from tests.campaign.hunting import Finding
from tests.campaign.implants import ROOT

JUDGED = ("src",)  # another text of what is there, and the figures begin anew


@dataclass
class State:
    digest: str = ""
    seed: int = 0  # the next one
    grown: int = 0  # of the programs, those that must pass the gates
    gates: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    paths: list[str] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)  # how often each trial was held, by its name
    findings: list[Finding] = field(default_factory=list)
    small: int = 0  # of all cases of two rules, those that were gone through
    small_wrong: list[str] = field(default_factory=list)
    hashed: int = 0  # programs that were evaluated under another hash seed too
    caught: dict[str, Caught] = field(default_factory=dict)
    seconds: float = 0.0  # of the processor, without those for mistakes made in copies

    @classmethod
    def of(cls, file: Path) -> State:
        """The state in a file; a new one if there is none, or if it is about another text of the engines."""
        digest = digest_of_what_is_judged()
        if file.exists():
            data = json.loads(file.read_text("utf-8"))
            if data["digest"] == digest:
                return cls._read(data)
        return cls(digest)

    @classmethod
    def _read(cls, data: dict[str, object]) -> State:
        state = cls(**data)  # type: ignore[arg-type]
        for name in ("gates", "parts", "held"):
            setattr(state, name, Counter(getattr(state, name)))
        state.findings = [Finding(**each) for each in data["findings"]]  # type: ignore[attr-defined]
        caught = data["caught"].items()  # type: ignore[attr-defined]
        state.caught = {name: Caught(**each) for name, each in caught}
        return state

    def kept(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        rough = file.with_suffix(".part")
        findings = [asdict(each) for each in self.findings]
        caught = {name: asdict(each) for name, each in self.caught.items()}
        data = {**vars(self), "findings": findings, "caught": caught}
        rough.write_text(json.dumps(data, indent=1), "utf-8")
        os.replace(rough, file)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong, and every mistake that was made was caught."""
        return not self.findings and not self.small_wrong and all(each.by for each in self.caught.values())


def digest_of_what_is_judged() -> str:
    digest = sha256()
    files = (
        file for folder in JUDGED for file in (ROOT / folder).rglob("*") if file.suffix in (".py", ".dl")
    )
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()
