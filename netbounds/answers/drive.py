"""Which neurons are driven: by name, by number, by class, by file, or drawn at random."""

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import DrivenFraction, check, refusal
from netbounds.graph import Graph

Drive: TypeAlias = str | os.PathLike[str] | Iterable[str | int] | NDArray[Any]


def driven_neurons(
    graph: Graph,
    drive: Drive | None = None,
    *,
    fraction: float | None = None,
    seed: int = 0,
) -> NDArray[np.int32]:
    """Numbers of the driven neurons, ascending.

    Parameters
    ----------
    graph
        The graph.
    drive
        Neurons by name or number; or words separated by commas, each the name of a neuron, a class
        (all its neurons) or a file with one name a line.
    fraction
        Instead of `drive`: every neuron is driven with this probability.
    seed
        Decides which ones.

    Raises
    ------
    DomainError
        If nothing is driven, or a word means nothing here.

    Examples
    --------
    >>> graph = Graph(pre=[0], post=[1], names=["a", "b"], classes=["input", "output"])
    >>> driven_neurons(graph, "input").tolist(), driven_neurons(graph, [1]).tolist()
    ([0], [1])
    """
    if (drive is None) == (fraction is None):
        kinds = ", ".join(sorted(set(graph.classes or ())))
        remedy = f"its classes are {kinds}" if kinds else ""
        got = "neither" if drive is None else "both"
        given = "one of drive and drive_fraction"
        raise refusal("reach", given, "be given", f"{got} of them", remedy)
    if fraction is not None:
        check("reach", "drive_fraction", fraction, DrivenFraction)
        drawn = np.random.default_rng(seed).random(graph.n) < fraction
        if not drawn.any():
            remedy = "choose a larger one or another seed"
            raise refusal("reach", "drive_fraction", "drive somebody", fraction, remedy)
        return np.flatnonzero(drawn).astype(np.int32)
    if isinstance(drive, os.PathLike):
        driven = _of_file(graph, Path(drive))
    elif isinstance(drive, str):
        driven = graph.indices(
            np.concatenate([_of_word(graph, word.strip()) for word in drive.split(",")])
        )
    else:
        driven = graph.indices(() if drive is None else drive)
    if not len(driven):
        raise refusal("reach", "drive", "name at least one neuron", "an empty drive")
    return driven


def _of_word(graph: Graph, word: str) -> NDArray[np.int32]:
    if graph.names is None or word not in graph.names:
        if word in (graph.classes or ()):
            return np.flatnonzero(np.array(graph.classes) == word).astype(np.int32)
        if Path(word).is_file():
            return _of_file(graph, Path(word))
        if graph.names is not None:
            kinds = sorted(set(graph.classes or ()))
            near = get_close_matches(word, [*kinds, *graph.names], n=3)
            remedy = f"near it are {', '.join(near)}" if near else ""
            if kinds and not near:
                remedy = f"its classes are {', '.join(kinds)}"
            rule = "name neurons, a class of neurons, or a file with names"
            raise refusal("reach", "drive", rule, word, remedy)
    return graph.indices([word])


def _of_file(graph: Graph, path: Path) -> NDArray[np.int32]:
    from netbounds.graph.read import read_names

    return graph.indices(read_names(path))
