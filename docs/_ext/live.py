"""Directives whose content is run when the site is built: nothing on a page is typed in twice.

``{command}``    a shell command, its real output and the figure that it draws
``{python}``     Python code, run in the page's own namespace; what it prints and draws
``{verdicts}``   the verdict table of a system, from the store, and its last full run
``{plot}``       a figure of a system: ``{plot} slug figure-name``
``{validated}``  all systems, their claims by verdict
``{figures}``    all figures of all systems
``{citing}``     how to cite a system
"""

import ast
import contextlib
import io
import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import confronted
from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from growing import grow
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from svg import inline, inline_file
from text import folded, table


class Myst(SphinxDirective):
    """A directive that writes MyST and lets the page's own parser read it."""

    has_content = False
    required_arguments = 1
    final_argument_whitespace = True

    def parse(self, text: str) -> list[nodes.Node]:
        container = nodes.container()
        lines = StringList(text.splitlines(), source=self.get_source_info()[0])
        self.state.nested_parse(lines, self.content_offset, container)
        return container.children

    @property
    def build(self) -> Path:
        """Where the site keeps what it computes."""
        return confronted.build_folder(Path(self.env.srcdir))

    @property
    def page_name(self) -> str:
        return self.env.docname.replace("/", "-")


class Command(Myst):
    """A command as the reader would type it, and what it prints."""

    option_spec = {  # noqa: RUF012
        "lines": directives.positive_int,  # show so many lines of the output
        "last": directives.positive_int,  # or only so many at its end
        "figure": directives.unchanged,  # a file that the command draws
        "alt": directives.unchanged,
        "grown": directives.flag,  # run it on the package with this page's files
    }

    def run(self) -> list[nodes.Node]:
        command = self.arguments[0]
        done = self._done(command)
        shown = done.stdout.rstrip().splitlines()
        most = self.options.get("lines")
        if most and len(shown) > most:
            shown = [*shown[:most], "..."]
        if last := self.options.get("last"):
            shown = ["...", *shown[-last:]]
        text = "\n".join([f"$ {command}", *shown])
        found: list[nodes.Node] = [nodes.literal_block(text=text, language="console")]
        if name := self.options.get("figure"):
            if not (self._folder / name).is_file():
                raise self.error(f"{command} has not drawn {name}")
            drawn = inline_file(self._folder / name, Path(name).stem, self.options["alt"])
            found.append(nodes.raw("", drawn, format="html"))
        return found

    @property
    def _folder(self) -> Path:
        folder = self.build / "commands" / self.page_name  # pages are read side by side
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _done(self, command: str) -> "subprocess.CompletedProcess[str]":
        words = shlex.split(command)
        if words[0] == "netbounds":
            words = [sys.executable, "-m", *words]
        kept = str(confronted.store(self.build))
        shown = {"COLUMNS": "88", "TERM": "dumb", "NETBOUNDS_STORE": kept}
        surroundings = {**os.environ, **shown}
        if "grown" in self.options:
            surroundings["PYTHONPATH"] = str(
                _grown(Path(self.env.doc2path(self.env.docname)), self.build)
            )
        done = subprocess.run(
            words, capture_output=True, text=True, env=surroundings, cwd=self._folder
        )
        if done.returncode:
            raise self.error(f"{command} failed: {done.stdout[-2000:]}{done.stderr}")
        return done


class Python(Myst):
    """Code, what it prints, the value of its last expression, and what it draws."""

    has_content = True
    required_arguments = 0
    option_spec = {  # noqa: RUF012
        "alt": directives.unchanged,
        "hide": directives.flag,  # the page shows what comes out, not the code
        "markdown": directives.flag,  # what is printed is text of the page, for instance a table
    }

    def run(self) -> list[nodes.Node]:
        code = "\n".join(self.content)
        spaces = self.env.temp_data.setdefault("namespaces", {})
        try:
            printed, drawings = _executed(code, spaces.setdefault("__page__", {}))
        except Exception as mistake:
            raise self.error(f"the code fails: {mistake!r}") from mistake
        found: list[nodes.Node] = []
        if "hide" not in self.options:
            found.append(nodes.literal_block(text=code, language="python"))
        if printed and "markdown" in self.options:
            found += self.parse(printed)
        elif printed:
            shown = nodes.literal_block(text=printed.rstrip(), language="text")
            shown["classes"].append("output")
            found.append(shown)
        for drawing in drawings:
            number = self.env.new_serialno("drawing")
            alt = self.options["alt"]
            figure = inline(drawing, f"{self.page_name}-{number}", alt)
            found.append(nodes.raw("", figure, format="html"))
        return found


class Verdicts(Myst):
    """The verdict table of a system, or of its claims of one kind."""

    option_spec = {  # noqa: RUF012
        "kind": directives.unchanged,
        "short": directives.flag,  # a few columns, no summary
    }

    def run(self) -> list[nodes.Node]:
        from netbounds.validation.summary import rows, summary

        verdicts = confronted.verdicts(self.build)[self.arguments[0]]
        kind = self.options.get("kind")
        if kind:
            verdicts = [verdict for verdict in verdicts if verdict.claim.kind.word == kind]
        cells = [{name: _escaped(cell) for name, cell in row.items()} for row in rows(verdicts)]
        names = [name for name in cells[0] if name not in ("system", "time")]
        if "short" in self.options:
            names = ["claim", "verdict", "p", "rival p", "deviation"]
        for row in cells:
            row["verdict"] = f"[{row['verdict']}]{{.{row['verdict']}}}"
            for name in ("p", "rival p", "deviation", "trials"):
                row[name] = f"[{row[name]}]{{.number}}"
        lines = [table(names, [[row[name] for name in names] for row in cells]), ""]
        if not kind and "short" not in self.options:
            said = summary(verdicts).replace("--full", "`--full`")  # no dash of a typesetter
            lines += [_escaped(line) + "\n" for line in said.splitlines()]
            lines.append(
                confronted.last_full_run(self.arguments[0], len(verdicts), Path(self.env.srcdir))
            )
        return self.parse("\n".join(lines))


class Validated(Myst):
    """One row a system: its laws by kind, its claims by verdict; kept for the README."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        from readme import verdict_table

        found = [v for some in confronted.verdicts(self.build).values() for v in some]
        (self.build / "verdicts.md").write_text(verdict_table(found), encoding="utf-8")
        return self.parse(verdict_table(found, folder="systems/"))


class Plot(Myst):
    """A figure of a system: `{plot} slug figure-name`."""

    def run(self) -> list[nodes.Node]:
        slug, name = self.arguments[0].split()
        again = self.env.new_serialno(f"plot {name}")  # a figure may stand on a page twice
        return [_figure(slug, name, self.build, f"-{again}" if again else "")]


class Figures(Myst):
    """All figures of all systems."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        from netbounds.systems import SYSTEMS, question

        found = []
        for slug in SYSTEMS:
            title = f"[{slug.replace('_', ' ')}](systems/{slug}.md): {_escaped(question(slug))}"
            found += self.parse(title)
            found += [
                _figure(slug, name, self.build) for name in confronted.figures(self.build)[slug]
            ]
        return found


class Citing(Myst):
    """How to cite a system."""

    def run(self) -> list[nodes.Node]:
        from netbounds.systems import citations

        slug = self.arguments[0]
        entries = citations(slug)
        first, *others = (f"{{cite:t}}`{key}`" for key in entries)
        bibtex = "```bibtex\n" + "\n\n".join(entries.values()) + "\n```"
        return self.parse(
            f"Cite netbounds (`CITATION.cff`), {first}, and the papers whose laws you use: "
            f"{', '.join(others)}.\n\n"
            + folded(f"BibTeX (<code>netbounds cite {slug.replace('_', '-')}</code>)", bibtex)
        )


def _executed(code: str, space: dict[str, Any]) -> tuple[str, list[str]]:
    """What the code prints (with the value of a last expression), and its drawings as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out), mpl.rc_context(_style()):
        exec(compile(tree, "page", "exec"), space)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "page", "eval"), space)
            if value is not None and not type(value).__module__.startswith("matplotlib"):
                print(value if isinstance(value, str) else repr(value))
        drawings = []
        for number in pyplot.get_fignums():
            picture = io.StringIO()
            pyplot.figure(number).savefig(picture, format="svg", metadata={"Date": None})
            drawings.append(picture.getvalue())
        pyplot.close("all")
    return out.getvalue(), drawings


@cache
def _style() -> dict[str, Any]:
    from importlib import resources

    import matplotlib as mpl

    style = resources.files("netbounds.validation").joinpath("figures.mplstyle")
    with resources.as_file(style) as path:
        read = dict(mpl.rc_params_from_file(path, use_default_template=False))
    return {name: value for name, value in read.items() if not name.startswith("backend")}


@cache
def _grown(page: Path, build: Path) -> Path:
    import netbounds

    return grow(page, Path(netbounds.__file__).parent, build / "grown" / page.stem)


def _figure(slug: str, name: str, build: Path, mark: str = "") -> nodes.raw:
    path, caption = confronted.figures(build)[slug][name]
    return nodes.raw("", inline_file(path, name + mark, caption, caption), format="html")


def _escaped(text: str) -> str:
    for sign in "\\*_<>|[]":
        text = text.replace(sign, f"\\{sign}")
    return text


def setup(app: Sphinx) -> dict[str, bool]:
    for name, directive in (
        ("command", Command), ("python", Python), ("verdicts", Verdicts), ("plot", Plot),
        ("figures", Figures), ("citing", Citing), ("validated", Validated),
    ):  # fmt: skip
        app.add_directive(name, directive)
    return {"parallel_read_safe": True}
