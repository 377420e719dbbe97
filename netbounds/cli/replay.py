"""`netbounds replay`: repeat one trial of a claim alone."""

import json
from typing import Annotated

import typer

from netbounds.cli.catalogue import AsJson


def replay(
    claim: Annotated[str, typer.Argument(help="The claim's name, or system: name.")],
    point: Annotated[
        str, typer.Option(help='The point, such as "mean_degree=2, n=4000" (or its number).')
    ] = "1",
    seed: Annotated[str, typer.Option(help="Root seed and trial, such as 0:17.")] = "0:0",
    as_json: AsJson = False,
) -> None:
    """Repeat one trial of a claim, exactly as it ran in the sweep; its error shows in full."""
    from netbounds.validation.replay import replay as replay_trial

    value = replay_trial(claim, point, seed)
    typer.echo(json.dumps(value) if as_json else str(value))
