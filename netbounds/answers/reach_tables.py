"""The answer about reach as JSON and as tables, one row a neuron and one row a synapse."""

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from netbounds.domains import refusal

if TYPE_CHECKING:
    from netbounds.answers.reach import Reach

PLACES = ("core", "upstream", "downstream", "tubes", "tendrils", "apart")


def record(found: "Reach") -> dict[str, Any]:
    """Everything the answer holds, in types that JSON knows."""
    graph, names = found.graph, found.names
    answer: dict[str, Any] = {
        "neurons": found.neurons,
        "synapses": found.synapses,
        "self_loops": int(np.count_nonzero(graph.pre == graph.post)),
        "duplicates": graph.duplicates,
        "driven": found.driven,
        "driven_names": names(found.drive),
        "reached": found.reached,
        "unreached": found.unreached,
        "hops": dict(found.hops),
        "hop_counts": found.hop_counts,
        "max_hops": found.max_hops,
        "largest_strong_component": found.largest_strong_component,
        "bow_tie": {p: int(np.count_nonzero(getattr(found.bow_tie, p))) for p in PLACES},
        "source_components": found.source_components,
        "sink_components": len(found.coverage.sink_components),
        "extra_drive_needed": found.extra_drive_needed,
        "extra_drive": found.extra_drive,
        "expected_reached": found.expected_reached,
        "expected": dict(found.expected),
        "expected_hops": found.expected_hops,
        "expected_of_degrees": dict(found.expected_of_degrees),
        "expected_hops_of_degrees": found.expected_hops_of_degrees,
        "shuffled": {name: spread._asdict() for name, spread in found.shuffled.items()},
        "shuffled_hops": found.shuffled_hops,
        "shuffled_copies": found.copies,
    }
    if found.bottlenecks is not None:
        cuts = found.bottlenecks
        silenced = cuts.silenced_by_neuron
        answer["bottlenecks"] = {
            "neurons": {
                graph.name(i): int(silenced[i]) for i in worst(silenced)
            },
            "synapses": [
                {"pre": graph.name(graph.pre[j]), "post": graph.name(graph.post[j]),
                 "silenced": int(cuts.silenced_by_synapse[j])}
                for j in worst(cuts.silenced_by_synapse)
            ],
            "strong_articulation_points": names(cuts.strong_articulation_points),
            "strong_bridges": [
                (graph.name(graph.pre[j]), graph.name(graph.post[j])) for j in cuts.strong_bridges
            ],
        }  # fmt: skip
    if found.control is not None:
        answer["control"] = {
            "signals": found.control.signals,
            "drivers": names(found.control.drivers),
            "dedicated": found.control.dedicated,
            "dedicated_drivers": names(found.control.dedicated_drivers),
        }
    if found.reliability is not None:
        sure = found.reliability
        answer["reliability"] = {
            "failure": found.failure,
            "upper_all": sure.upper_all,
            "lower_all": sure.lower_all,
            "per_neuron": {
                graph.name(i): {
                    "lower": sure.lower_per_neuron[i], "upper": sure.upper_per_neuron[i],
                }
                for i in range(graph.n)
            },
        }  # fmt: skip
        if sure.monte_carlo is not None:
            answer["reliability"]["monte_carlo"] = {
                "trials": sure.monte_carlo.trials,
                "all_reached": sure.monte_carlo.all_reached,
                "interval": sure.monte_carlo.interval,
                "mean_missed": sure.monte_carlo.mean_missed,
            }
    if found.to_reach_all is not None and found.to_strongly_connect is not None:
        answer["augment"] = {
            "to_reach_all": [names(pair) for pair in found.to_reach_all],
            "to_strongly_connect": [names(pair) for pair in found.to_strongly_connect],
        }
    return answer


def worst(silenced: NDArray[np.int32]) -> list[int]:
    """Positions of those whose loss silences somebody, the worst first."""
    some = np.flatnonzero(silenced)
    positions: list[int] = some[np.argsort(-silenced[some], kind="stable")].tolist()
    return positions


def silenced_by(found: "Reach", neuron: int) -> list[int]:
    """Neurons that are no longer reached when one is lost: all below it in the dominator tree."""
    if found.bottlenecks is None:
        raise refusal("silenced_by", "found", "hold bottlenecks", "none", "ask for bottlenecks")
    dominator = found.bottlenecks.immediate_dominator
    below = [neuron]
    for parent in below:  # grows while it is read
        below.extend(np.flatnonzero(dominator == parent).tolist())
    return sorted(below[1:])


def tables_folder(folder: str | os.PathLike[str]) -> Path:
    """The folder for the tables, which need not exist yet; a refusal if a file stands there."""
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise refusal("reach", "csv", "be a folder", str(folder))
    return target


def write_tables(found: "Reach", folder: str | os.PathLike[str]) -> tuple[Path, Path]:
    """Write neurons.csv and synapses.csv; a file is whole or absent, whatever happens."""
    target = tables_folder(folder)
    target.mkdir(parents=True, exist_ok=True)
    neurons, synapses = target / "neurons.csv", target / "synapses.csv"
    _write(neurons, *_neuron_rows(found))
    _write(synapses, *_synapse_rows(found))
    return neurons, synapses


def _neuron_rows(found: "Reach") -> tuple[list[str], Iterator[Sequence[Any]]]:
    graph = found.graph
    place = np.full(graph.n, PLACES[-1], dtype=object)
    for name in PLACES:
        place[getattr(found.bow_tie, name)] = name
    columns: dict[str, Iterable[Any]] = {"name": map(graph.name, range(graph.n))}
    if graph.classes is not None:
        columns["class"] = graph.classes
    columns |= {
        "driven": np.isin(np.arange(graph.n), found.drive).astype(int).tolist(),
        "reached": found.coverage.reached.astype(int).tolist(),
        "hops": found.coverage.hops.tolist(),
        "in_degree": graph.in_degrees.tolist(),
        "out_degree": graph.out_degrees.tolist(),
        "place": place,
        "drive_in_addition": np.isin(np.arange(graph.n), found.coverage.extra_drive)
        .astype(int)
        .tolist(),
    }
    if found.bottlenecks is not None:
        last = {-1: "(drive)", -2: ""}
        columns["silenced_by_loss"] = found.bottlenecks.silenced_by_neuron.tolist()
        columns["last_bottleneck"] = (
            last[i] if i < 0 else graph.name(i)
            for i in found.bottlenecks.immediate_dominator.tolist()
        )
    if found.control is not None:
        for column, chosen in (
            ("needs_signal", found.control.drivers),
            ("needs_dedicated_signal", found.control.dedicated_drivers),
        ):
            columns[column] = np.isin(np.arange(graph.n), chosen).astype(int).tolist()
    if found.reliability is not None:
        columns["reached_at_least"] = found.reliability.lower_per_neuron.tolist()
        columns["reached_at_most"] = found.reliability.upper_per_neuron.tolist()
        if found.reliability.monte_carlo is not None:
            columns["reached_measured"] = found.reliability.monte_carlo.per_neuron.tolist()
    return list(columns), zip(*columns.values(), strict=True)


def _synapse_rows(found: "Reach") -> tuple[list[str], Iterator[Sequence[Any]]]:
    graph = found.graph
    columns: dict[str, Iterable[Any]] = {
        "pre": map(graph.name, graph.pre.tolist()),
        "post": map(graph.name, graph.post.tolist()),
    }
    if graph.weight is not None:
        columns["weight"] = map(repr, graph.weight.tolist())
    if found.bottlenecks is not None:
        columns["silenced_by_loss"] = found.bottlenecks.silenced_by_synapse.tolist()
    return list(columns), zip(*columns.values(), strict=True)


def _write(path: Path, header: list[str], rows: Iterable[Sequence[Any]]) -> None:
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
        os.chmod(partial, 0o644)  # mkstemp keeps others from reading
        os.replace(partial, path)
    except BaseException:
        os.unlink(partial)
        raise
