"""Pages that are made of the package itself: the laws of every system, and the reference.

``{law}``         a law with its formula, kind, validity and source
``{laws}``        the laws of a system (or of ``all``) as a table
``{derivation}``  the steps of a law, as SymPy executed them
"""

import importlib
import inspect
import re
from pathlib import Path
from types import FunctionType
from typing import Any

from docutils import nodes
from live import Myst
from public import errors, held_by, origin, parameters, public_modules, public_names, shown
from sphinx.application import Sphinx
from text import folded, formula, myst, table


class LawCard(Myst):
    """One law."""

    def run(self) -> list[nodes.Node]:
        from netbounds.systems import find_law

        slug, found = find_law(self.arguments[0])
        steps = ""
        if found.derivation:
            steps = "\n\n" + folded("Derivation, executed by SymPy", _steps(found))
        return self.parse(
            f"{myst(found.statement)}\n\n{formula(found.formula)}\n\n"
            f"[`{found.__name__}`](#{_label(slug, found)}), {found.kind.value}; valid when "
            f"{myst(found.valid)}. {{cite:t}}`{found.source.key}`{_place(found)}.{steps}"
        )


class Laws(Myst):
    """A table of laws."""

    def run(self) -> list[nodes.Node]:
        from netbounds.systems import SYSTEMS, laws

        wanted = self.arguments[0]
        slugs = SYSTEMS if wanted == "all" else [wanted]
        parts = []
        for slug in slugs:
            if wanted == "all":
                parts.append(f"**[{slug.replace('_', ' ')}](#laws-{slug})**\n")
            parts.append(_overview(slug, laws(slug).values()) + "\n")
        return self.parse("\n".join(parts))


class DerivationSteps(Myst):
    """A derivation, step by step."""

    def run(self) -> list[nodes.Node]:
        from netbounds.systems import find_law

        return self.parse(_steps(find_law(self.arguments[0])[1]))


def _overview(slug: str, found: Any) -> str:
    rows = [
        [
            f"[`{law.__name__}`](#{_label(slug, law)})", myst(law.statement), law.kind.value,
            ", ".join(law.faces), f"{{cite:t}}`{law.source.key}`",
        ]
        for law in found
    ]  # fmt: skip
    return table(["law", "says", "kind", "faces beside the float", "source"], rows)


def _label(slug: str, law: Any) -> str:
    return f"law-{slug}-{law.__name__}"


def _place(law: Any) -> str:
    return f", {myst(law.source.place)}" if law.source.place else ""


def _steps(law: Any) -> str:
    import sympy

    return "\n".join(
        f"{number}. {myst(step.text)}\n\n   $$ {sympy.latex(step.formula)} $$\n"
        for number, step in enumerate(law.derivation().steps, start=1)
    )


def _entry(slug: str, law: Any, claims: list[str]) -> str:
    from netbounds.domains import describe, symbol

    parts = [
        f"({_label(slug, law)})=\n## {myst(law.__name__)}\n",
        f"{myst(law.statement)} *{law.kind.value.capitalize()}.*\n",
        f"{formula(law.formula)}\n",
    ]
    facts = {"valid when": myst(law.valid), "error": myst(law.error)}
    for name, domain in law.domains.items():
        entry = symbol(domain)
        unit = f", in ${entry.unit}$" if entry and entry.unit else ""
        meaning = f"${entry.latex}$, {myst(entry.meaning)}{unit}; " if entry else ""
        facts[f"`{name}`"] = f"{meaning}{myst(describe(domain))}"
    facts["faces"] = f"float (relative error {law.accuracy:g}), {', '.join(law.faces)}"
    facts["source"] = f"{{cite:t}}`{law.source.key}`{_place(law)}"
    facts["held against data by"] = "; ".join(map(myst, claims)) or "no claim calls it"
    facts["reference"] = f"{{py:obj}}`netbounds.theory.{slug}.{law.__name__}`"
    parts += [f"{name}\n: {text}\n" for name, text in facts.items() if text]
    if law.derivation:
        count = len(law.derivation().steps)
        parts.append(folded(f"Derivation: {count} steps, executed by SymPy", _steps(law)) + "\n")
    return "\n".join(parts)


def law_page(slug: str) -> str:
    """The page with every law of a system."""
    from netbounds.systems import laws, question
    from netbounds.validation.laws import laws_met_by
    from netbounds.validation.run import claims

    called: dict[Any, list[str]] = {}
    for claim in claims(slug):
        for law in laws_met_by(claim):
            called.setdefault(law, []).append(claim.name)
    entries = [_entry(slug, law, called.get(law, [])) for law in laws(slug).values()]
    return (
        f"(laws-{slug})=\n# Laws: {slug.replace('_', ' ')}\n\n{myst(question(slug))} "
        f"The story is on the page of [the system](../systems/{slug}.md).\n\n" + "\n".join(entries)
    )


def reference_page(name: str) -> str:
    """The page of a module, in reStructuredText."""
    module = importlib.import_module(name)
    parts = [name, "=" * len(name), "", f".. automodule:: {name}", "   :no-members:", ""]
    # what `netbounds` re-exports is at home on the page of its own module
    homes = (importlib.import_module(home) for home in public_modules() if home != "netbounds")
    elsewhere = [value for home in homes for value in public_names(home).values()]
    for item, value in public_names(module).items():
        kind = "class" if inspect.isclass(value) else "function"
        parts += [f".. auto{kind}:: {name}.{item}"]
        parts += ["   :no-index:", ""] if name == "netbounds" and value in elsewhere else [""]
    return "\n".join(parts)


def _readable(app: Sphinx, what: str, name: str, item: Any, options: Any, lines: list[str]) -> None:
    """Docstrings are written for terminals too: absolute values and keys of papers, made reST."""
    lines[:] = _completed(name, item, lines)
    quoted = False
    for number, line in enumerate(lines):
        quoted = line.lstrip().startswith(">>>") or (quoted and bool(line.strip()))
        if quoted:
            continue
        parts = re.split(r"(``.+?``|:\w+:`[^`]+`|`[^`]+`)", line)
        lines[number] = "".join(
            part if part.startswith(("`", ":")) else _rest(part) for part in parts
        )


def _completed(name: str, item: Any, lines: list[str]) -> list[str]:
    """A docstring with what it leaves to the package: words, claims and examples."""
    text = "\n".join(lines)
    if inspect.isclass(item) or not callable(item):
        return lines
    added = []
    if isinstance(item, FunctionType):
        if (said := errors(item)) not in ("", "docstring"):
            added += ["", "Raises", "------", *said_of_errors(said)]
        if (said := origin(item)) not in ("", "docstring"):
            head, rest = _split(lines)
            lines = [*head, "", f"Source: {said}.", "", *rest]
    if "Parameters\n---" not in text and (known := _parameters_section(item)):
        head, rest = _split(lines)
        lines = [*head, "", *known, "", *rest]
    if ">>> " not in text:
        if code := shown(item):
            added += ["", "Examples", "--------", *code.strip().splitlines(), ""]
        elif found := held_by(item):
            added += _claim_section(item, *found)
    return [*lines, *added]


def said_of_errors(said: str) -> list[str]:
    """The body of a section that numpydoc reads."""
    return ["DomainError", f"    {said}"] if said.startswith("As ") else [said]


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """Summary and prose before the first section, and the sections."""
    for number, line in enumerate(lines):
        if number and line and set(line) == {"-"} and lines[number - 1].strip():
            return lines[: number - 1], lines[number - 1 :]
    return lines, []


def _parameters_section(item: Any) -> list[str]:
    said = {name: text for name, text in parameters(item).items() if text != "docstring"}
    if not said:
        return []
    body = [line for name, text in said.items() for line in (name, f"    {text.rstrip('.')}.")]
    return ["Parameters", "----------", *body]


def _claim_section(item: Any, slug: str, claim: Any) -> list[str]:
    """The call that a claim makes, at its first point."""
    names = inspect.signature(getattr(item, "__wrapped__", item)).parameters
    point = {key: value for key, value in claim.at[0].items() if key in names}
    words = ", ".join(f"{key}={value!r}" for key, value in point.items())
    source = "rng=np.random.default_rng(0)" if "rng" in names else ""
    call = f"{item.__name__}({', '.join(filter(None, (words, source)))})"
    return [
        "", "Examples", "--------",
        f'The claim "{claim.name}" of {slug.replace("_", " ")} holds a law against::',
        "", f"    {call}", "",
    ]  # fmt: skip


def _rest(text: str) -> str:
    text = re.sub(r"\[([a-z_]+\d{4}[a-z]?)\]_", r":cite:t:`\1`", text)
    return re.sub(r"(?<!\\)\|", r"\|", text)


def _write(app: Sphinx) -> None:
    from netbounds.systems import SYSTEMS

    folder = Path(app.srcdir)
    pages = {f"laws/{slug}.md": law_page(slug) for slug in SYSTEMS}
    pages |= {f"reference/{name}.rst": reference_page(name) for name in public_modules()}
    for place, text in pages.items():
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("builder-inited", _write)
    app.connect("autodoc-process-docstring", _readable, priority=400)  # before numpydoc
    for name, directive in (("law", LawCard), ("laws", Laws), ("derivation", DerivationSteps)):
        app.add_directive(name, directive)
    return {"parallel_read_safe": True}
