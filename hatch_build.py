"""Puts the grammar and the doctrine, which live at the top of the checkout, into the wheel.

An editable install needs no copy: `decisis.files.resource` finds the folders where they are, so that an
edit takes effect at once.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            for folder in ("grammar", "logic"):
                build_data["force_include"][folder] = f"decisis/_data/{folder}"
