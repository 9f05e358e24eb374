"""Puts the grammar and the doctrine, which live at the top of the checkout, into the wheel; parsed as well.

An editable install needs no copy: `decisis.files.resource` finds the folders where they are, so that an
edit takes effect at once. What is parsed here is data, found by a hash of the text that it was made from;
of other texts, or with another Lark, it is as if it were not there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        self._compiled = TemporaryDirectory()
        compile_into(Path(self._compiled.name), Path(self.root))
        build_data["force_include"][self._compiled.name] = "decisis/_data/compiled"
        for folder in ("grammar", "logic"):
            build_data["force_include"][folder] = f"decisis/_data/{folder}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._compiled.cleanup()


def compile_into(folder: Path, root: Path) -> None:
    """Writes the files that `decisis.cache.shipped` reads."""
    sys.path.insert(0, str(root / "src"))
    from decisis.files import read_source
    from decisis.syntax.shipping import entries

    law = (read_source(str(path)) for path in sorted((root / "logic").rglob("*.law")))
    for name, data in entries(law):
        (folder / name).write_bytes(data)
