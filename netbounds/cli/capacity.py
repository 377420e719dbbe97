"""`netbounds capacity`: how many patterns can this network classify, how few synapses will do?"""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netbounds.cli.catalogue import AsJson

if TYPE_CHECKING:
    from netbounds.answers.capacity_check import Check
    from netbounds.answers.capacity_record import Capacity

_SWEPT = ("in-degree", "neurons", "accuracy", "readout-fraction", "input-fraction", "gain")


def capacity(
    neurons: Annotated[
        int | None, typer.Option(help="Number of neurons.", show_default=False)
    ] = None,
    in_degree: Annotated[
        float | None,
        typer.Option(help="Synapses a neuron receives on average.", show_default=False),
    ] = None,
    density: Annotated[
        float | None,
        typer.Option(help="Instead: share of ordered pairs that are synapses.", show_default=False),
    ] = None,
    graph: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Instead: your own graph.", show_default=False),
    ] = None,
    rule: Annotated[str, typer.Option(help="one-shot, iterated or bptt.")] = "bptt",
    accuracy: Annotated[float, typer.Option(help="Wanted share of right decisions.")] = 0.95,
    input_fraction: Annotated[float, typer.Option(help="Share of driven neurons.")] = 1.0,
    readout_fraction: Annotated[float, typer.Option(help="Share of read-out neurons.")] = 0.1,
    gain: Annotated[float, typer.Option(help="Gain of the Hebbian rules.")] = 10.0,
    dale: Annotated[bool, typer.Option("--dale", help="Signs fixed by Dale's law.")] = False,
    patterns: Annotated[
        int | None,
        typer.Option(
            help="Inverse: the least in-degree (or, given --in-degree, neurons) for so many.",
            show_default=False,
        ),
    ] = None,
    sweep: Annotated[
        str | None,
        typer.Option(
            metavar="NAME=FROM:TO", help="Curve, e.g. in-degree=4:40.", show_default=False
        ),
    ] = None,
    figure: Annotated[
        Path | None,
        typer.Option(help="Picture of the curve: .svg, .pdf, .png.", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Simulate five such networks beside the prediction.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Of all random choices.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Predict how many patterns a sparse recurrent network classifies, with its band and bounds."""
    from netbounds.answers.capacity import capacity as predict

    if figure is not None and sweep is None:
        _refuse("figure", "come with --sweep, whose curve it shows", str(figure))
    if sweep is not None and (graph is not None or check):
        _refuse("sweep", "come without --graph and --check", sweep)
    if sweep is not None and density is None and patterns is None:
        neurons, in_degree = _first_of(sweep, neurons, in_degree)

    options: dict[str, Any] = {
        "rule": rule, "accuracy": accuracy, "input_fraction": input_fraction,
        "readout_fraction": readout_fraction, "gain": gain, "dale": dale,
    }  # fmt: skip
    if patterns is not None:
        found = _inverse(patterns, neurons, in_degree, options)
    else:
        own = None if graph is None else _read(graph)
        found = predict(
            neurons, in_degree=in_degree, density=density, graph=own, seed=seed, **options
        )
    if sweep is not None:
        _sweep(found, sweep, figure, as_json)
        return
    measured = _check(found, seed) if check else None
    if as_json:
        record = found.record() | ({"check": asdict(measured)} if measured else {})
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
    else:
        print_answer(found)
        if measured is not None:
            _print_check(measured)
    if measured is not None and measured.verdict == "disagrees":
        raise typer.Exit(1)


def _refuse(name: str, rule: str, got: str) -> None:
    from netbounds.domains import refusal

    raise refusal("capacity", name, rule, got)


def _first_of(
    sweep: str, neurons: int | None, in_degree: float | None
) -> tuple[int | None, float | None]:
    """What is swept need not be given as well: its first value stands in."""
    from netbounds.answers.capacity_curve import values_of

    name, values = values_of(sweep, _SWEPT)
    if name == "neurons" and neurons is None:
        neurons = values[0]
    if name == "in_degree" and in_degree is None:
        in_degree = values[0]
    return neurons, in_degree


def _read(graph: str) -> Any:
    from netbounds import datasets
    from netbounds.graph import read_graph

    name = graph.replace("-", "_")
    if name in ("celegans", "drosophila_larva") and not Path(graph).exists():
        return getattr(datasets, name)()
    return read_graph(graph)


def _inverse(
    patterns: int, neurons: int | None, in_degree: float | None, options: dict[str, Any]
) -> "Capacity":
    from netbounds.answers.capacity_design import least_in_degree, least_neurons
    from netbounds.answers.capacity_record import Setting
    from netbounds.domains import NeuronCount, refusal
    from netbounds.domains import check as check_domain

    check_domain("capacity", "patterns", patterns, NeuronCount)
    if (neurons is None) == (in_degree is None):
        rule = "be given with --patterns, which finds the other"
        got = "both of them" if neurons else "neither of them"
        raise refusal("capacity", "one of neurons and in_degree", rule, got)
    rule, rest = options["rule"], {k: v for k, v in options.items() if k != "rule"}
    _check_rule(rule)
    if neurons is not None:
        return least_in_degree(Setting(neurons=neurons, in_degree=1.0, **rest), rule, patterns)
    few = max(int(in_degree or 1) + 1, round(1 / rest["readout_fraction"]) + 1)
    setting = Setting(neurons=few, in_degree=in_degree or 1.0, **rest)
    return least_neurons(setting, rule, patterns)


def _check_rule(rule: str) -> None:
    from netbounds.answers.capacity_record import Rule
    from netbounds.domains import check as check_domain

    check_domain("capacity", "rule", rule, Rule)


def _sweep(found: "Capacity", words: str, figure: Path | None, as_json: bool) -> None:
    from rich.progress import track

    from netbounds.answers.capacity import answer
    from netbounds.answers.capacity_curve import draw, values_of
    from netbounds.cli.places import picture_for_output

    if figure is not None:
        picture_for_output("capacity", "figure", figure)
    name, values = values_of(words, _SWEPT)
    settings = [replace(found.setting, **{name: value}) for value in values]
    silent = as_json or len(settings) < 8
    answers = [
        answer(setting, found.rule)
        for setting in track(settings, description="sweep", disable=silent, transient=True)
    ]
    if figure is not None:
        for path in draw(name, values, answers, figure):
            typer.echo(str(path), err=as_json)
    if as_json:
        typer.echo(json.dumps([one.record() for one in answers], indent=2, ensure_ascii=False))
        return
    typer.echo(
        f"{name.replace('_', '-'):>16}  {'patterns':>10}  {'from':>10}  {'to':>10}  all reached"
    )
    for value, one in zip(values, answers, strict=True):
        typer.echo(
            f"{value:>16g}  {one.patterns:>10.0f}  {one.patterns_low:>10.0f}"
            f"  {one.patterns_high:>10.0f}  {one.probability_all_reached:.3f}"
        )


def _check(found: "Capacity", seed: int) -> "Check":
    from netbounds.answers.capacity_check import NETWORKS, check_capacity

    def told(done: int) -> None:
        typer.echo(f"simulated {done} of {NETWORKS} networks", err=True)

    return check_capacity(found, seed=seed, told=told)


def print_answer(found: "Capacity") -> None:
    """One screen: the wanted rule's number, all rules, what bounds them, who is reached."""
    from rich.console import Console
    from rich.table import Table

    terminal = Console(highlight=False)
    console = terminal if terminal.is_terminal else Console(highlight=False, width=110)
    at = found.setting
    console.print(
        f"{at.neurons:,} neurons, {at.in_degree:.4g} synapses a neuron (density {at.density:.3g}), "
        f"{at.input_fraction:.0%} driven, {at.readout_fraction:.0%} read out, "
        f"{at.accuracy:.4g} of decisions right\n"
    )
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("rule")
    for title in ("patterns", "95 % band", "per synapse", "bits per synapse"):
        table.add_column(title, justify="right")
    table.add_column("what it is")
    for one in found.predictions:
        wanted = one.rule == found.rule
        number = f"{one.patterns:,.0f}" if one.validated else f"about {_round(one.patterns)}"
        table.add_row(
            f"[bold]{one.rule}[/]" if wanted else one.rule,
            f"[bold]{number}[/]" if wanted else number,
            f"{_round(one.patterns_low)} to {_round(one.patterns_high)}",
            f"{found.per_synapse(one.patterns):.3g}",
            f"{found.bits_per_synapse(one.patterns):.3g}",
            f"{one.kind}; {one.source}",
        )
    console.print(table)
    for one in found.predictions:
        for caveat in one.caveats:
            console.print(f"[yellow]{one.rule}:[/] {caveat}; the band is wider.")
    console.print("\n[bold]No rule can exceed[/]")
    for limit in found.bounds:
        console.print(
            f"  {limit.patterns:>12,.0f}  {limit.name} ({limit.kind}, {limit.source}): "
            f"{limit.holds_for}"
        )
    console.print(
        f"\n{found.effective_synapses:,.0f} of {at.synapses:,.0f} synapses "
        f"({found.usable:.2%}) can change the readout. [dim]{found.effective_synapses_kind}[/]"
    )
    if found.wiring == "given":
        who = "Every" if found.probability_all_reached else "Not every"
        console.print(f"{who} neuron reaches every other. [dim]{found.reached_kind}[/]")
    else:
        console.print(
            f"One neuron reaches all others with probability {found.probability_all_reached:.4g}. "
            f"[dim]{found.reached_kind}[/]"
        )
    console.print(
        f"In 99 of 100 random networks it does from {found.least_in_degree:.3g} synapses a neuron "
        "on. [dim]theorem, karp1990[/]"
    )


def _print_check(measured: "Check") -> None:
    typer.echo(
        f"\nCheck with {measured.patterns} patterns, {measured.networks} networks:\n"
        f"  predicted accuracy {measured.predicted:.3f} "
        f"({measured.predicted_low:.3f} to {measured.predicted_high:.3f})\n"
        f"  measured accuracy  {measured.measured:.3f} ± {measured.standard_error:.3f}\n"
        f"  {measured.verdict}"
    )


def _round(value: float) -> str:
    """Two significant digits, as befits the edge of a band."""
    return f"{float(f'{value:.2g}'):,.0f}"
