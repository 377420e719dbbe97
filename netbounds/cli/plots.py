"""`netbounds plots`: draw the figures of systems."""

import json
from pathlib import Path
from typing import Annotated

import typer

from netbounds.cli.catalogue import AsJson
from netbounds.cli.validate import Full, Scheduler, Seed, Slugs, StorePath, Workers, drawn, run

Out = Annotated[Path, typer.Option(help="Folder for figures and their numbers.")]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", help="svg (default), pdf, png; may be repeated.", show_default=False),
]


def plots(
    systems: Slugs = None,
    out: Out = Path("netbounds-plots"),
    formats: Formats = None,
    full: Full = False,
    workers: Workers = None,
    store: StorePath = None,
    scheduler: Scheduler = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Draw every figure of the systems, with its numbers as CSV beside it."""
    from netbounds.cli.places import folder_for_output
    from netbounds.domains import refusal
    from netbounds.systems import SYSTEMS, canonical
    from netbounds.validation.figures import measurements, write
    from netbounds.validation.run import claims

    folder_for_output("plots", "out", out)
    formats = formats or ["svg"]
    for kind in formats:
        if kind not in ("svg", "pdf", "png"):
            raise refusal("plots", "format", "be svg, pdf or png", kind)
    slugs = [canonical(slug) for slug in systems] if systems else list(SYSTEMS)
    verdicts = run(slugs, full, workers, store, scheduler, seed)
    known = drawn(verdicts, slugs, workers, store, scheduler)
    paths: list[Path] = []
    for slug in slugs:
        measured = measurements([v for v in verdicts if v.system == slug], claims(slug))
        for figure in known[slug]:
            paths += write(figure, measured, out / slug, formats)
    names = [str(path) for path in paths]
    typer.echo(json.dumps(names, indent=2) if as_json else "\n".join(names))
