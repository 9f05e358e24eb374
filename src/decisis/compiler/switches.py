"""Provisions that take others out of application: whom they reach, and which come to nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from decisis.compiler.library import Library
from decisis.compiler.precedence import takes_out
from decisis.compiler.setting import Setting
from decisis.rules import naming
from decisis.syntax import ast


def switched(
    provisions: Mapping[str, ast.Provision], idle: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """The provisions that others can take out of application."""
    targets = {
        p.conclusion.provision.text
        for n, p in provisions.items()
        if isinstance(p.conclusion, ast.SwitchOff) and n not in idle
    }
    return {name: (naming.switched_off(name),) for name in sorted(targets)}


def idle_switches(
    provisions: Mapping[str, ast.Provision], library: Library, setting: Setting
) -> frozenset[str]:
    """Those that would take another provision out of application, which ranks above them."""
    return frozenset(n for n, p in provisions.items() if is_idle_switch(p, provisions, library, setting))


def is_idle_switch(
    provision: ast.Provision, provisions: Mapping[str, ast.Provision], library: Library, setting: Setting
) -> bool:
    if not isinstance(provision.conclusion, ast.SwitchOff):
        return False
    target = provisions.get(provision.conclusion.provision.text)
    return target is not None and not takes_out(provision, target, library, setting)
