"""`netbounds reach`: does the input reach every neuron of this graph, and what breaks it?"""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netbounds.cli.catalogue import AsJson

if TYPE_CHECKING:
    from netbounds.graph import Graph

_DATASETS = {"celegans": "sensory", "drosophila_larva": "P"}  # and what drives them by default


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
    from netbounds.cli.reach_screen import print_report
    from netbounds.graph.compilation import first_run

    if figure is not None:  # before the work, not after it
        picture_kind(figure)
    if csv is not None:
        tables_folder(csv)
    graph, by_default = _graph(file, nodes, orientation, columns, min_weight)
    if first_run():
        typer.echo("First run: compiling the searches, once (about twenty seconds) ...", err=True)
    if drive is None and drive_fraction is None:
        drive = by_default
    found = answer(
        graph, drive, drive_fraction=drive_fraction, seed=seed,
        bottlenecks=bottlenecks or figure is not None, control=control, failure=failure,
        augment=augment,
    )  # fmt: skip
    if as_json:
        typer.echo(found.to_json(indent=2))
    else:
        print_report(found, file, drive or f"{drive_fraction:g} of all, at random", bottlenecks)
    if csv is not None:  # files come last: a first picture takes seconds to draw
        found.write_csv(csv)
    if figure is not None:
        found.draw(figure)


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
