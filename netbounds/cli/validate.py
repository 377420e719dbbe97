"""`netbounds validate`: run claims, print verdicts."""

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netbounds.cli.catalogue import AsJson

if TYPE_CHECKING:
    from netbounds.validation import Verdict
    from netbounds.validation.figures import Figure

Slugs = Annotated[
    list[str] | None, typer.Argument(metavar="[SYSTEM]...", help="Systems (default: all).")
]
Full = Annotated[bool, typer.Option("--full", help="More points and trials: minutes, not seconds.")]
Workers = Annotated[
    int | None, typer.Option(help="Worker processes (default: one a core).", show_default=False)
]
StorePath = Annotated[
    Path | None,
    typer.Option("--store", help="File that keeps every result.", show_default=False),
]
Scheduler = Annotated[
    str | None,
    typer.Option(help="Run on a Dask cluster: address of its scheduler, tcp://host:8786."),
]
Seed = Annotated[int, typer.Option(help="Root of all randomness.")]


def validate(
    systems: Slugs = None,
    full: Full = False,
    workers: Workers = None,
    store: StorePath = None,
    scheduler: Scheduler = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Hold the laws against simulations and published numbers; exit code 1 unless all agree."""
    from netbounds.validation.summary import summary, untested_laws

    verdicts = run(systems, full, workers, store, scheduler, seed)
    if as_json:
        report = {
            "verdicts": [v.record() for v in verdicts],
            "untested_laws": untested_laws(verdicts),
            "summary": summary(verdicts),
        }
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        print_table(verdicts)
        typer.echo(summary(verdicts))
    if any(v.verdict != "agrees" for v in verdicts):
        raise typer.Exit(1)


def run(
    systems: list[str] | None,
    full: bool = False,
    workers: int | None = None,
    store: Path | None = None,
    scheduler: str | None = None,
    seed: int = 0,
) -> "list[Verdict]":
    """Run claims with a progress display; Ctrl-C ends with what is kept and how to go on."""
    from netbounds.validation import validate as validate_systems
    from netbounds.validation.progress import listener

    with _stoppable(store):
        return validate_systems(
            systems or None, full=full, workers=workers, store=store, scheduler=scheduler,
            seed=seed, progress=listener(),
        )  # fmt: skip


@contextmanager
def _stoppable(store: Path | None) -> Iterator[None]:
    """Ctrl-C ends with one sentence: what is kept, and how to go on."""
    from netbounds.validation.store import default_path

    try:
        yield
    except KeyboardInterrupt:
        again = shlex.join(["netbounds", *sys.argv[1:]])
        typer.echo(
            f"Stopped. Every finished block is kept in {store or default_path()}; "
            f"go on with: {again}",
            err=True,
        )
        raise typer.Exit(130) from None


def drawn(
    verdicts: "list[Verdict]",
    slugs: list[str],
    workers: int | None = None,
    store: Path | None = None,
    scheduler: str | None = None,
) -> "dict[str, tuple[Figure, ...]]":
    """The systems' figures with their curves; says what is going on, since first ones take long."""
    from netbounds.systems import module
    from netbounds.validation.curves import with_curves

    figures = {slug: module("validation", slug).FIGURES for slug in slugs}
    number = sum(map(len, figures.values()))
    typer.echo(f"Curves of {number} figures: kept ones are read, others computed ...", err=True)
    with _stoppable(store):
        return with_curves(figures, verdicts, store=store, workers=workers, scheduler=scheduler)


def print_table(verdicts: "list[Verdict]") -> None:
    """Print a line a verdict."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from netbounds.validation.summary import rows

    colours = {"agrees": "green", "disagrees": "bold red", "undecided": "yellow"}
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    cells = rows(verdicts)
    for name in cells[0] if cells else ():
        right = name in {"p", "rival p", "deviation", "trials", "time"}
        table.add_column(name, justify="right" if right else "left", no_wrap=name != "claim")
    for row in cells:
        texts = [Text(text, style=colours.get(text, "")) for text in row.values()]
        table.add_row(*texts)
    console = Console()
    # a file or a pipe has no width; nothing is cut there
    Console(width=None if console.is_terminal else 160).print(table)
    typer.echo("")
