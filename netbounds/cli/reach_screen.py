"""The answer about reach as one readable screen."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from netbounds.answers import Reach
    from netbounds.answers.random_graphs import Spread

_NAMED = 12  # so many names at most on one line


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
    console.print(f"[dim]{_columns(found)}[/]")
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
    titles = ("this graph", "random", "same degrees", "shuffled")
    for title in titles if found.copies else titles[:-1]:
        table.add_column(title, justify="right")
    for name, value in found.numbers.items():
        predicted = (found.expected.get(name), found.expected_of_degrees.get(name))
        cells = ["" if number is None else _rounded(number) for number in predicted]
        if found.copies:
            cells.append(_spread(found.shuffled[name]))
        table.add_row(words[name], f"[bold]{value:,}[/]", *cells)
    return table


def _columns(found: "Reach") -> str:
    """What the columns of numbers are."""
    from netbounds.answers.random_graphs import SHUFFLED_SYNAPSES

    if found.copies:
        many = f"mean ± s.d. of {found.copies} graphs" if found.copies > 1 else "one graph"
        last = f"shuffled: {many} with these degrees, other partners."
    else:
        last = f"No shuffled graphs: they would take too long above {SHUFFLED_SYNAPSES:,} synapses."
    return (
        "random: theory for as many neurons and synapses.\n"
        "same degrees: theory for as many synapses in and out of every neuron (to a few neurons).\n"
        f"{last}"
    )


def _spread(spread: "Spread") -> str:
    mean = _rounded(spread.mean)
    return mean if spread.deviation is None else f"{mean} ± {spread.deviation:.2g}"


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
    titles = ("synapses away", "neurons", "random", "same degrees", "shuffled")
    for title in titles if found.copies else titles[:-1]:
        table.add_column(title, justify="right")
    table.add_column("")
    columns: tuple[Sequence[float], ...] = (
        found.hop_counts,
        found.expected_hops,
        found.expected_hops_of_degrees,
    )
    if found.copies:
        columns = (*columns, found.shuffled_hops)
    largest = max(found.hop_counts)
    for distance in range(max(map(len, columns))):
        cells = [column[distance] if distance < len(column) else None for column in columns]
        count = int(cells[0] or 0)
        bar = "█" * round(28 * count / largest) or ("▏" if count else "")
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
