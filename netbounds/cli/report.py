"""`netbounds report`: one page with everything."""

import json
from pathlib import Path
from typing import Annotated

import typer

from netbounds.cli.catalogue import AsJson
from netbounds.cli.validate import Full, Scheduler, Seed, Slugs, StorePath, Workers, drawn, run

Out = Annotated[Path, typer.Option(help="The page to write.")]


def report(
    systems: Slugs = None,
    out: Out = Path("netbounds-report.html"),
    full: Full = False,
    workers: Workers = None,
    store: StorePath = None,
    scheduler: Scheduler = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Write one self-contained page: verdicts, formulas, sources, data, figures."""
    from netbounds.cli.places import file_for_output
    from netbounds.systems import SYSTEMS, canonical
    from netbounds.validation.report import report as page

    file_for_output("report", "out", out)
    slugs = [canonical(slug) for slug in systems] if systems else list(SYSTEMS)
    verdicts = run(slugs, full, workers, store, scheduler, seed)
    known = drawn(verdicts, slugs, workers, store, scheduler)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(verdicts, known), encoding="utf-8")
    typer.echo(json.dumps(str(out)) if as_json else str(out))
