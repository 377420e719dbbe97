"""`netbounds list | show | cite`: what the package knows, and from where."""

import json
import textwrap
from typing import Annotated, Any

import typer

from netbounds.law import Law

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def list_(as_json: AsJson = False) -> None:
    """List the systems with their laws."""
    from netbounds.systems import SYSTEMS, laws, question

    if as_json:
        catalogue = {
            slug: {
                "question": question(slug),
                "laws": {name: found.statement for name, found in laws(slug).items()},
            }
            for slug in SYSTEMS
        }
        typer.echo(json.dumps(catalogue, indent=2, ensure_ascii=False))
        return
    for slug in SYSTEMS:
        typer.echo(f"{slug.replace('_', '-')}: {question(slug)}")
        for name, found in laws(slug).items():
            entry = f"  {name}: {found.statement}"
            typer.echo(textwrap.fill(entry, 100, subsequent_indent="      "))
        typer.echo("")


def show(
    law: Annotated[str, typer.Argument(help="Name of a law, such as giant_out_fraction.")],
    as_json: AsJson = False,
) -> None:
    """Show a law: statement, formula, validity, source, derivation."""
    from netbounds.systems import find_law

    slug, found = find_law(law)
    card = _card(slug, found)
    if as_json:
        typer.echo(json.dumps(card, indent=2, ensure_ascii=False))
        return
    system = slug.replace("_", "-")
    typer.echo(f"{card['name']}({_arguments(found)})   [{card['kind']}; {system}]\n")
    typer.echo(_section("Statement", card["statement"]))
    typer.echo(_section("LaTeX", card["latex"]))
    typer.echo(_section("Formula", card["unicode"]))
    typer.echo(_section("Valid when", card["valid"]))
    if card["error"]:
        typer.echo(_section("Error", card["error"]))
    for name, parameter in card["parameters"].items():
        typer.echo(f"  {name}: {parameter}")
    typer.echo(f"\nSource: {card['source']}   (BibTeX: netbounds cite {system})")
    typer.echo(f"Faces: float (relative error {card['accuracy']:g}), {', '.join(card['faces'])}")
    for number, step in enumerate(card["derivation"], start=1):
        typer.echo(f"\n{number}. {step['text']}")
        typer.echo(textwrap.indent(step["unicode"], "     "))


def cite(
    slug: Annotated[str, typer.Argument(help="Name of a system, such as reachability.")],
    as_json: AsJson = False,
) -> None:
    """Print the BibTeX entries that a system rests on."""
    from netbounds.systems import citations

    entries = citations(slug)
    typer.echo(json.dumps(entries, indent=2) if as_json else "\n\n".join(entries.values()))


def _card(slug: str, found: Law[..., Any]) -> dict[str, Any]:
    """Everything `show` says of a law, ready for JSON."""
    from netbounds.domains import describe, symbol

    derivation = found.derivation() if found.derivation else None
    parameters = {}
    for name, domain in found.domains.items():
        entry = symbol(domain)
        meaning = f"{entry.meaning} ({entry.latex}), " if entry else ""
        parameters[name] = f"{meaning}{describe(domain)}"
    return {
        "system": slug,
        "name": found.__name__,
        "kind": found.kind.value,
        "statement": found.statement,
        "latex": found.formula,
        "unicode": _pretty(derivation.result) if derivation else _formula_in_words(found),
        "valid": found.valid,
        "error": found.error,
        "accuracy": found.accuracy,
        "parameters": parameters,
        "source": f"{found.source.key}, {found.source.place}".rstrip(", "),
        "faces": list(found.faces),
        "derivation": [
            {"text": step.text, "latex": _latex(step.formula), "unicode": _pretty(step.formula)}
            for step in (derivation.steps if derivation else ())
        ],
    }


def _arguments(found: Law[..., Any]) -> str:
    """Names and defaults; what a parameter may be stands in its own line."""
    parameters = found.signature.parameters.values()
    return ", ".join(
        p.name if p.default is p.empty else f"{p.name}={p.default!r}" for p in parameters
    )


def _formula_in_words(found: Law[..., Any]) -> str:
    """The docstring's paragraphs between the statement and its first section."""
    paragraphs = textwrap.dedent("    " + (found.__doc__ or "")).strip().split("\n\n")[1:]
    body = []
    for paragraph in paragraphs:
        if "\n---" in paragraph or paragraph.lstrip().startswith(">>>"):
            break
        body.append(paragraph)
    return "\n\n".join(body)


def _pretty(formula: Any) -> str:
    import sympy

    return str(sympy.pretty(formula, use_unicode=True, wrap_line=False))


def _latex(formula: Any) -> str:
    import sympy

    return str(sympy.latex(formula))


def _section(title: str, body: str) -> str:
    return f"{title}\n{textwrap.indent(body, '  ')}\n"
