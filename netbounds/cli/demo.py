"""`netbounds demo`: the three jobs on real data, in under a minute."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

NEURONS = (100, 1_000, 10_000, 100_000, 1_000_000)
FAILURE = 0.01
FIGURES = 3

_REQUIREMENTS: dict[str, tuple[Any, Any]] = {
    "everyone\nreceives": ("Bernoulli", "receives"),
    "everyone reached\nfrom one neuron": ("Bernoulli", "reached"),
    "strongly\nconnected": ("Bernoulli", "strongly connected"),
    "everyone reached,\nfixed in-degree": ("fixed in-degree", "reached"),
}

NEXT = """\
What to type next
  netbounds reach YOUR_GRAPH.csv --drive NAME,NAME     your own graph (pre,post[,weight] per line)
  netbounds reach drosophila_larva --drive P           the larval olfactory projection neurons
  netbounds capacity --neurons 1000 --in-degree 20     how many patterns, how few synapses
  netbounds validate                                   every theory against its simulation
  netbounds list                                       all laws; netbounds show LAW explains one"""


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the figures.")] = Path("netbounds-demo"),
) -> None:
    """Show the three jobs on real data: reach, capacity, validate (under a minute)."""
    from rich.console import Console

    console = Console(highlight=False)
    console.rule("1. Does the input reach every neuron? The worm, sensory neurons driven")
    _reach_the_worm()
    console.rule("2. How few synapses per neuron will do?")
    console.print(_least_in_degrees())
    console.rule("3. Is the theory right? Reachability, confronted with its simulation")
    _validate_reachability(console, out)
    console.rule()
    console.print(NEXT, markup=False)


def _reach_the_worm() -> None:
    from netbounds import datasets, reach
    from netbounds.cli.reach_screen import print_report

    found = reach(datasets.celegans(), "sensory", bottlenecks=True)
    print_report(found, "celegans", "sensory", bottlenecks=True)


def _least_in_degrees() -> "Table":
    """Least mean in-degree for four requirements, each failing once in a hundred graphs."""
    from rich.table import Table

    from netbounds.ensembles import Seeds
    from netbounds.theory.reachability import minimum_in_degree

    table = Table(
        title=f"Least synapses per neuron, failing in {FAILURE:.0%} of random graphs",
        caption="Nobody left out costs ln N when synapses fall at random, "
        "nothing more when every neuron has its share.",
    )
    table.add_column("neurons", justify="right")
    for title in _REQUIREMENTS:
        table.add_column(title, justify="right")
    for n in NEURONS:
        least = (
            minimum_in_degree(family, n, failure=FAILURE, requirement=wanted, drive=Seeds(1))
            for family, wanted in _REQUIREMENTS.values()
        )
        table.add_row(f"{n:,}", *(f"{value:.4g}" for value in least))
    return table


def _validate_reachability(console: "Console", out: Path) -> None:
    from netbounds.cli.validate import print_table, run
    from netbounds.validation import reachability
    from netbounds.validation.curves import with_curves
    from netbounds.validation.figures import measurements, write
    from netbounds.validation.summary import summary

    verdicts = run(["reachability"])
    print_table(verdicts)
    console.print(summary(verdicts), markup=False)
    measured = measurements(verdicts, reachability.CLAIMS)
    console.print()
    shown = {"reachability": reachability.FIGURES[:FIGURES]}
    for figure in with_curves(shown, verdicts)["reachability"]:
        picture, *_ = write(figure, measured, out, ["png", "svg"])
        console.print(f"{figure.title}: {picture}", markup=False)
