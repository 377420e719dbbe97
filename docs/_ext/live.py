"""Directives whose content is run when the site is built: nothing on a page is typed in twice.

``{command}``   a shell command and its real output
``{laws}``      the laws of a system (or of all): statement, formula, kind, validity, faces, source
``{derivation}``  the steps of a law, as SymPy executed them
``{verdicts}``  the verdict table of a system, from the store
``{plot}``      a figure of a system, with its caption as the text alternative
"""

import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class _Myst(SphinxDirective):
    """A directive that writes MyST and lets the page's own parser read it."""

    has_content = False
    required_arguments = 1
    final_argument_whitespace = True

    def parse(self, text: str) -> list[nodes.Node]:
        from docutils.statemachine import StringList

        container = nodes.container()
        lines = StringList(text.splitlines(), source=self.get_source_info()[0])
        self.state.nested_parse(lines, self.content_offset, container)
        return container.children


class Command(_Myst):
    """A command as the reader would type it, and what it prints."""

    option_spec = {"lines": directives.positive_int}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        command = self.arguments[0]
        words = shlex.split(command)
        if words[0] == "netbounds":
            words = [sys.executable, "-m", *words]
        environment = {**os.environ, "COLUMNS": "88", "TERM": "dumb"}
        done = subprocess.run(
            words, capture_output=True, text=True, env=environment, cwd=_build(self)
        )
        if done.returncode not in (0, 1):
            raise self.error(f"{command} failed: {done.stderr}")
        shown = done.stdout.rstrip().splitlines()
        most = self.options.get("lines")
        if most and len(shown) > most:
            shown = [*shown[:most], "..."]
        return [nodes.literal_block(text=f"$ {command}\n" + "\n".join(shown), language="console")]


class Laws(_Myst):
    """One entry a law."""

    def run(self) -> list[nodes.Node]:
        from netbounds.systems import laws

        return self.parse("\n".join(_entry(found) for found in laws(self.arguments[0]).values()))


class DerivationSteps(_Myst):
    """A derivation, step by step."""

    def run(self) -> list[nodes.Node]:
        import sympy

        from netbounds.systems import find_law

        steps = find_law(self.arguments[0])[1].derivation().steps
        parts = [
            f"{number}. {step.text}\n\n   $$ {sympy.latex(step.formula)} $$\n"
            for number, step in enumerate(steps, start=1)
        ]
        return self.parse("\n".join(parts))


class Verdicts(_Myst):
    """The verdict table of a system."""

    def run(self) -> list[nodes.Node]:
        return self.parse(_verdict_table(self.arguments[0], _store(_build(self))))


class Plot(_Myst):
    """A figure of a system: `{plot} slug figure-name`."""

    def run(self) -> list[nodes.Node]:
        slug, name = self.arguments[0].split()
        file, caption = _drawn(slug, _build(self))[name]
        return self.parse(f":::{{figure}} /{file}\n:alt: {caption}\n\n{caption}\n:::\n")


def _entry(found: Any) -> str:
    faces = ", ".join(("float", *found.faces))
    error = f"\n\n  Error: {found.error}." if found.error else ""
    return (
        f"`{found.__name__}` ({found.kind.value})\n"
        f": {found.statement}\n\n  $$ {found.formula} $$\n\n"
        f"  Valid when: {found.valid}. Faces: {faces}. Source: {{cite:t}}`{found.source.key}`"
        f" {found.source.place}{error}\n"
    )


@cache
def _verdicts(slug: str, store: Path) -> list[Any]:
    from netbounds.validation import validate

    return validate([slug], store=store)


def _verdict_table(slug: str, store: Path) -> str:
    from netbounds.validation.summary import rows, summary

    cells = rows(_verdicts(slug, store))
    if not cells:
        return "No claim was run."
    names = [name for name in cells[0] if name not in ("system", "time")]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(row[name] for name in names) + " |" for row in cells]
    return "\n".join([*lines, "", *summary(_verdicts(slug, store)).splitlines()])


@cache
def _drawn(slug: str, build: Path) -> dict[str, tuple[str, str]]:
    """File (from the source folder) and caption of each figure of a system."""
    from netbounds.systems import module
    from netbounds.validation.figures import measurements, write

    wing = module("validation", slug)
    measured = measurements(_verdicts(slug, _store(build)), wing.CLAIMS)
    return {
        figure.name: (
            f"_build/figures/{write(figure, measured, build / 'figures')[0].name}",
            figure.caption,
        )
        for figure in wing.FIGURES
    }


def _build(directive: SphinxDirective) -> Path:
    """Where the site keeps what it computes."""
    folder = Path(directive.env.srcdir) / "_build"
    folder.mkdir(exist_ok=True)
    return folder


def _store(build: Path) -> Path:
    return build / "results.sqlite"


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("command", Command)
    app.add_directive("laws", Laws)
    app.add_directive("derivation", DerivationSteps)
    app.add_directive("verdicts", Verdicts)
    app.add_directive("plot", Plot)
    return {"parallel_read_safe": False}
