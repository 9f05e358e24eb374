"""Looking up what a matter names: each name that nobody knows is one complaint."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from decisis.casework.record import STATUSES
from decisis.casework.sitting import never_sits
from decisis.compiler.check import check_asked, check_ground_literal
from decisis.compiler.library import Library
from decisis.compiler.names import did_you_mean, probably_meant
from decisis.compiler.resolve import positional
from decisis.diagnostics import Diagnostic
from decisis.syntax import ast

DECLARED = {"court": 'court NAME "…"', "source": 'source NAME is "…"'}
FEW = 6  # names that are listed to who names another one


@dataclass(frozen=True)
class Naming:
    """Checks names and literals against a library; what is wrong is added to ``problems``."""

    library: Library
    problems: list[Diagnostic]

    def known(self, name: ast.Name, known: Collection[str], what: str, code: str) -> bool:
        if name.text in known:
            return True
        names = set(known)
        declared = DECLARED.get(what, "").replace("NAME", name.text)
        otherwise = f"declare it, `{declared}`, or name one that is" if declared else ""
        few = ", ".join(f"`{each}`" for each in sorted(names)) if 0 < len(names) <= FEW else ""
        listed = f"name one of {few}" if few else f"name {_a(what)} that is declared"
        listed = f"there is only {few}" if len(names) == 1 else listed
        help = did_you_mean(name.text, known, otherwise or listed)
        message, meant = f"no {what} is called `{name.text}`", probably_meant(name.text, known)
        self.problems.append(Diagnostic(code, message, name.span, help=help, lacks=what, meant=meant))
        return False

    def court(self, name: ast.Name, en_banc: bool = False) -> bool:
        if not self.known(name, self.library.courts, "court", "E0401"):
            return False
        if en_banc and self.library.courts[name.text].trial:
            self.problems.append(never_sits(name.text, name.span))
            return False
        return True

    def party(self, name: ast.Name) -> None:
        """Who is said to admit or allege is declared, or named by the record."""
        known = self.library.individuals.keys() | self.library.mentioned
        if name.text not in known:
            help = did_you_mean(name.text, known, f'declare it, `party {name.text} "…"`')
            message = f"nobody is called `{name.text}`"
            meant = probably_meant(name.text, known)
            self.problems.append(
                Diagnostic("W0417", message, name.span, help=help, lacks="party", meant=meant)
            )

    def earlier_than(self, name: ast.Name) -> bool:
        """Whether the law can be asked as it stood before what is named; a court is asked in, not before."""
        if name.text in self.library.courts and name.text not in self.library.authorities:
            message = f"`{name.text}` is a court, and a variant goes back to `before` an authority"
            help = f"write `in {name.text}` for another court"
            self.problems.append(Diagnostic("E0402", message, name.span, help=help))
            return False
        return self.known(name, self.library.authorities, "authority", "E0402")

    def provision_or_authority(self, name: ast.Name) -> bool:
        known = set(self.library.provisions) | set(self.library.authorities)
        return self.known(name, known, "provision or authority", "E0406")

    def status(self, status: ast.Name) -> None:
        if status.text not in STATUSES:
            self.problems.append(
                Diagnostic(
                    "E0404",
                    f"`{status.text}` is not a status that a fact can have",
                    status.span,
                    notes=("the statuses are " + ", ".join(s for s in STATUSES if s != "assumed"),),
                    help=did_you_mean(status.text, STATUSES),
                )
            )

    def literal(self, literal: ast.Literal, *, ground: bool = True) -> ast.Literal | None:
        """The literal, positional, with its constants checked; None if something is wrong with it."""
        settled, problems = positional(literal, self.library)
        if not problems:
            problems = check_ground_literal(settled, self.library, allow_variables=not ground)
        self.problems.extend(problems)
        return None if any(p.code.startswith("E") for p in problems) else settled

    def asked(self, literal: ast.Literal) -> ast.Literal | None:
        """The literal of a question, likewise."""
        settled = self.literal(literal, ground=False)
        self.problems.extend(check_asked(settled) if settled else ())
        return settled


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
