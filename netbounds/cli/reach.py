"""`netbounds reach`: does the input reach every neuron of this graph, and what breaks it?"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer

from netbounds.cli.catalogue import AsJson

if TYPE_CHECKING:
    from netbounds.answers import Reach
    from netbounds.graph import Graph

_DATASETS = {"celegans": "sensory", "drosophila_larva": "P"}  # and what drives them by default
_NAMED = 12  # so many names at most on one line of the screen


def reach(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=f"A graph, or {' or '.join(_DATASETS)}.")
    ],
    nodes: Annotated[
        Path | None, typer.Option(help="Table of all neurons: name, class.", show_default=False)
    ] = None,
    drive: Annotated[
        str | None,
        typer.Option(metavar="NAMES|CLASS|FILE", help="Driven neurons.", show_default=False),
    ] = None,
    drive_fraction: Annotated[
        float | None,
        typer.Option(help="Drive each neuron with this probability.", show_default=False),
    ] = None,
    orientation: Annotated[
        str | None,
        typer.Option(
            metavar="pre-post|post-pre",
            help="Of a matrix: A[pre, post] or W[post, pre].",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(metavar="pre=...,post=...,weight=...", help="Of a table.", show_default=False),
    ] = None,
    min_weight: Annotated[
        float | None, typer.Option(help="Leave out weaker synapses.", show_default=False)
    ] = None,
    bottlenecks: Annotated[
        bool, typer.Option("--bottlenecks", help="What the loss of one neuron or synapse silences.")
    ] = False,
    control: Annotated[
        bool, typer.Option("--control", help="How many input signals control the graph.")
    ] = False,
    failure: Annotated[
        float | None,
        typer.Option(help="Lose each synapse with this probability.", show_default=False),
    ] = None,
    augment: Annotated[bool, typer.Option("--augment", help="The fewest synapses to add.")] = False,
    csv: Annotated[
        Path | None,
        typer.Option(help="Folder for neurons.csv and synapses.csv.", show_default=False),
    ] = None,
    figure: Annotated[
        Path | None, typer.Option(help="Picture: .svg, .pdf or .png.", show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option(help="Of all random choices.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Say which neurons the drive reaches, in how many steps, and what a random graph would do."""
    from netbounds.answers import reach as answer
    from netbounds.answers.reach_picture import picture_kind
    from netbounds.answers.reach_tables import tables_folder
    from netbounds.graph.compilation import first_run

    if figure is not None:  # before the work, not after it
        picture_kind(figure)
    if csv is not None:
        tables_folder(csv)
    graph, by_default = _graph(file, nodes, orientation, columns, min_weight)
    if first_run():
        typer.echo("First run: compiling the searches, once (about half a minute) ...", err=True)
    if drive is None and drive_fraction is None:
        drive = by_default
    found = answer(
        graph, drive, drive_fraction=drive_fraction, seed=seed,
        bottlenecks=bottlenecks or figure is not None, control=control, failure=failure,
        augment=augment,
    )  # fmt: skip
    if csv is not None:
        found.write_csv(csv)
    if figure is not None:
        found.draw(figure)
    if as_json:
        typer.echo(found.to_json(indent=2))
        return
    print_report(found, file, drive or f"{drive_fraction:g} of all, at random", bottlenecks)


def _graph(
    file: str,
    nodes: Path | None,
    orientation: Any,
    columns: str | None,
    min_weight: float | None,
) -> "tuple[Graph, str | None]":
    from netbounds import datasets
    from netbounds.domains import refusal
    from netbounds.graph import read_graph

    name = file.replace("-", "_")
    if name in _DATASETS and not Path(file).exists():
        graph: Graph = getattr(datasets, name)()
        odd = next((o for o in (nodes, orientation, columns) if o is not None), None)
        if odd is not None:
            raise refusal("reach", "options of a file", f"be left out for {name}", odd)
        return (graph if min_weight is None else graph.without_weaker(min_weight)), _DATASETS[name]
    near = get_close_matches(name, _DATASETS, n=1)
    if near and not Path(file).exists():
        remedy = f"near it is {near[0]}, which comes with netbounds"
        raise refusal("reach", "FILE", "be a file", f"no such file ({file})", remedy)
    chosen = None
    if columns is not None:
        pairs = [part.partition("=")[::2] for part in columns.split(",")]
        if not all(column for _, column in pairs):
            rule = "look like pre=...,post=...,weight=..."
            raise refusal("reach", "columns", rule, columns)
        chosen = {role.strip(): column.strip() for role, column in pairs}
    graph = read_graph(
        file, nodes=nodes, orientation=orientation, columns=chosen, min_weight=min_weight
    )
    return graph, None


def print_report(found: "Reach", file: str, drive: str, bottlenecks: bool) -> None:
    """One screen: numbers beside random graphs, who is not reached, hops, what was asked for."""
    from rich.console import Console

    terminal = Console(highlight=False)
    console = terminal if terminal.is_terminal else Console(highlight=False, width=100)
    graph = found.graph
    name, per_neuron = _plain(Path(file).name), f"{graph.m / graph.n:.3g} a neuron"
    console.print(
        f"[bold]{name}[/]: {graph.n:,} neurons, {graph.m:,} synapses ({per_neuron}); "
        f"{found.driven:,} driven ({_shortened(drive)})"
    )
    if graph.duplicates:
        console.print(f"{graph.duplicates:,} rows were summed into another row of the same pair.")
    console.print()
    console.print(_numbers(found))
    console.print(
        "[dim]random: theory for as many neurons and synapses. same degrees: "
        + (f"mean ± s.d. of {found.copies} graphs with shuffled partners.[/]" if found.copies
           else "not for so large a graph.[/]")
    )  # fmt: skip
    console.print()
    for line in _sentences(found):
        console.print(line)
    console.print(_hop_bars(found))
    if bottlenecks and found.bottlenecks is not None:
        console.print(_bottlenecks(found))
    for line in (*_control(found), *_reliability(found), *_augment(found)):
        console.print(line)


def _numbers(found: "Reach") -> Any:
    from rich.table import Table

    words = {
        "reached": "neurons reached",
        "max_hops": "synapses to the farthest",
        "largest_strong_component": "core: all reach each other",
        "upstream": "upstream of the core",
        "downstream": "downstream of the core",
        "elsewhere": "elsewhere",
        "source_components": "inputs needed to reach everybody",
        "extra_drive_needed": "needed beside this drive",
        "bottleneck_neurons": "neurons whose loss silences others",
        "bottleneck_synapses": "synapses whose loss silences neurons",
        "signals": "input signals that control it",
        "dedicated": "with one neuron a signal",
    }
    table = Table(box=None, header_style="bold", padding=(0, 3, 0, 0))
    table.add_column("")
    for title in ("this graph", "random", "same degrees"):
        table.add_column(title, justify="right")
    for name, value in found.numbers.items():
        expected, shuffled = found.expected.get(name), found.shuffled.get(name)
        table.add_row(
            words[name],
            f"[bold]{value:,}[/]",
            "" if expected is None else _rounded(expected),
            "" if shuffled is None else f"{_rounded(shuffled.mean)} ± {shuffled.deviation:.2g}",
        )
    return table


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == round(value) else f"{value:.1f}"


def _sentences(found: "Reach") -> Iterator[str]:
    if found.reached == found.neurons:
        yield "[green]Everybody is reached.[/]"
        return
    yield f"[yellow]Not reached:[/] {_list(found.unreached)}"
    extra = found.extra_drive
    ending = "it is" if len(extra) == 1 else "they are"
    yield f"Everybody is reached once {ending} driven too: {_list(extra)}"


def _list(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    ending = f" and {more:,} more (--csv or --json lists all)" if more > 0 else ""
    return _plain(shown + ending)


def _plain(words: str) -> str:
    """Words with their brackets, which rich would take for colours."""
    return words.replace("[", r"\[")


def _shortened(words: str) -> str:
    return _plain(words if len(words) <= 60 else f"{words[:57]}...")


def _hop_bars(found: "Reach") -> Any:
    from rich.table import Table

    table = Table(box=None, header_style="bold", padding=(0, 3, 0, 0))
    for title in ("synapses away", "neurons", "random", "same degrees"):
        table.add_column(title, justify="right")
    table.add_column("")
    columns = (found.hop_counts, found.expected_hops, found.shuffled_hops)
    largest = max(found.hop_counts)
    for distance in range(max(map(len, columns))):
        cells = [column[distance] if distance < len(column) else None for column in columns]
        count = int(cells[0] or 0)
        bar = "█" * round(40 * count / largest) or ("▏" if count else "")
        usual = ["" if cell is None else f"{cell:,.1f}" for cell in cells[1:]]
        table.add_row(str(distance), f"{count:,}", *usual, f"[cyan]{bar}[/]")
    table.add_row("[dim]mean[/]", *(f"[dim]{_mean_distance(column)}[/]" for column in columns))
    return table


def _mean_distance(counts: Sequence[float]) -> str:
    """Mean over the reached neurons, the driven ones left out."""
    others = sum(counts[1:])
    return f"{sum(h * c for h, c in enumerate(counts)) / others:.2f}" if others else ""


def _bottlenecks(found: "Reach") -> Any:
    from rich.console import Group
    from rich.table import Table

    from netbounds.answers.reach_tables import silenced_by, worst

    cuts, name = found.bottlenecks, found.graph.name
    table = Table(box=None, header_style="bold", padding=(0, 3, 0, 0))
    table.add_column("loss of")
    table.add_column("silences", justify="right")
    table.add_column("")
    if cuts is None:
        return ""
    neurons = worst(cuts.silenced_by_neuron)
    synapses = worst(cuts.silenced_by_synapse)
    for i in neurons[:8]:
        others = silenced_by(found, i)
        table.add_row(_plain(name(i)), f"{len(others):,}", _list(found.names(others)))
    for j in synapses[:8]:
        ends = f"{name(found.graph.pre[j])} → {name(found.graph.post[j])}"
        table.add_row(_plain(ends), f"{cuts.silenced_by_synapse[j]:,}")
    single = "Each of {:,} neurons and {:,} synapses is a single point of failure."
    summary = single.format(len(neurons), len(synapses))
    return Group("", f"[bold]{summary}[/]", *([table] if neurons or synapses else []))


def _control(found: "Reach") -> Iterator[str]:
    control = found.control
    if control is not None:
        share = control.signals / found.neurons
        yield (
            f"\n[bold]Control[/] takes {control.signals:,} input signals ({share:.3g} of all "
            f"neurons), or {control.dedicated:,} when each goes to one neuron only:\n"
            f"{_list(found.names(control.dedicated_drivers))}"
        )


def _reliability(found: "Reach") -> Iterator[str]:
    sure = found.reliability
    if sure is None:
        return
    yield (
        f"\n[bold]If each synapse is lost with probability {found.failure:g}[/], all neurons that "
        f"are reached now stay so with probability {sure.lower_all:.3g} to {sure.upper_all:.3g}"
    )
    trials = sure.monte_carlo
    if trials is not None:
        low, high = trials.interval
        yield (
            f"({trials.trials:,} simulations: {trials.all_reached:.3g}, 99 % interval {low:.3g} to "
            f"{high:.3g}); on average {trials.mean_missed:.3g} are missed."
        )
    upper = np.where(found.coverage.reached, sure.upper_per_neuron, 2.0)
    weakest = [i for i in np.argsort(upper, kind="stable")[:_NAMED].tolist() if upper[i] < 0.9995]
    shown = [f"{found.graph.name(i)} (at most {upper[i]:.3g})" for i in weakest]
    if shown:
        yield _plain(f"Least sure: {', '.join(shown)}")


def _augment(found: "Reach") -> Iterator[str]:
    for title, added in (
        ("To reach everybody", found.to_reach_all),
        ("To let everybody reach everybody", found.to_strongly_connect),
    ):
        if added is not None:
            pairs = tuple(" → ".join(found.names(pair)) for pair in added)
            word = "synapse" if len(pairs) == 1 else "synapses"
            yield f"\n[bold]{title}[/] add {len(pairs):,} {word}: {_list(pairs) or 'none'}"
