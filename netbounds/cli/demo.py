"""`netbounds demo`: the three jobs on real data, in under a minute."""

from pathlib import Path
from typing import Annotated

import typer

NEURONS = (100, 1_000, 10_000, 100_000, 1_000_000)
FAILURE = 0.01

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
    _reach_the_worm(console)
    console.rule("2. How few synapses per neuron will do?")
    console.print(_least_in_degrees())
    console.rule("3. Is the theory right? Reachability, confronted with its simulation")
    _validate_reachability(console, out)
    console.rule()
    console.print(NEXT, markup=False)


def _reach_the_worm(console: "Console") -> None:
    from netbounds import datasets, reach
    from netbounds.cli.reach import screen

    console.print(screen(reach(datasets.celegans(), drive="sensory")))


def _least_in_degrees() -> "Table":
    """Least mean in-degree, exact laws, for four requirements that fail once in a hundred graphs."""
    from rich.table import Table

    from netbounds.ensembles import Seeds
    from netbounds.theory.reachability import minimum_in_degree

    table = Table(
        title=f"Least synapses per neuron (failure probability {FAILURE:.0%}), exact laws",
        caption="'nobody left out' grows like ln N in a random graph; a fixed in-degree needs no more",
    )
    requirements = (
        ("everyone receives", "Bernoulli", "receives"),
        ("everyone reached\nfrom one neuron", "Bernoulli", "reached"),
        ("strongly connected", "Bernoulli", "strongly connected"),
        ("everyone reached,\nfixed in-degree", "fixed in-degree", "reached"),
    )
    table.add_column("neurons", justify="right")
    for title, _, _ in requirements:
        table.add_column(title, justify="right")
    for n in NEURONS:
        cells = [
            f"{minimum_in_degree(family, n, FAILURE, requirement, Seeds(1)):.4g}"
            for _, family, requirement in requirements
        ]
        table.add_row(f"{n:,}", *cells)
    return table
