"""The authors' own graphs: sizes of the largest strong component, against the exact law.

One thousand graphs for each of 46 densities at N = 100 and 200, with exactly m synapses, self
loops included. Two statistics: the chi-square of each histogram, summed, and the deviation of the
mean sizes, summed with sign. A density's m is truncated from f N^2, and one synapse less is enough
for the second statistic to object.
"""

import csv
import math
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, ndtr

from netbounds.claim import Claim, published
from netbounds.ensembles import FixedEdges
from netbounds.points import Point
from netbounds.theory import reachability as theory

DRAWN_AGAIN = "size of the largest strong component, the published densities drawn again"
FloatArray = npt.NDArray[np.float64]
Histogram = tuple[int, ...]


class Density(NamedTuple):
    """Published graphs of one size and density: how many have a largest component of k."""

    n: int
    percent: float
    edges: int
    counts: Histogram


@cache
def published_densities(n: int) -> tuple[Density, ...]:
    """All densities of one network size, ascending."""
    path = resources.files("netbounds.validation") / "data" / "reachability"
    text = (path / "largest_scc_N100_N200.csv").read_text(encoding="utf-8")
    found: dict[tuple[float, int], list[int]] = {}
    for row in csv.DictReader(text.splitlines()):
        if int(row["N"]) == n:
            key = float(row["density_percent"]), int(row["edges"])
            found.setdefault(key, [0] * (n + 1))[int(row["scc_size"])] = int(row["count"])
    return tuple(
        Density(n, percent, edges, tuple(counts))
        for (percent, edges), counts in sorted(found.items())
    )


# one synapse more or less moves the mean size by 1.5 to 2 standard errors of one thousand graphs
_TELLING = (1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.9, 2.0, 2.1, 2.4, 2.5)


def one_hundred(*, full: bool) -> list[tuple[dict[str, Any], Histogram]]:
    """Rows of the table: all 46 densities at N = 100, or the eleven that tell m apart best."""
    found = published_densities(100)
    return _rows(found if full else tuple(d for d in found if d.percent in _TELLING))


def two_hundred(*, full: bool) -> list[tuple[dict[str, Any], Histogram]]:
    """Rows of the table: all 46 densities at N = 200, or the nine from 1.4 to 2.2 %."""
    found = published_densities(200)
    return _rows(found if full else found[9:18])


def _rows(densities: tuple[Density, ...]) -> list[tuple[dict[str, Any], Histogram]]:
    return [({"n": d.n, "edges": d.edges, "percent": d.percent}, d.counts) for d in densities]


def drawn_again(n: int, *, full: bool) -> tuple[Point, ...]:
    """Points at which graphs of our own are drawn: the quick run's, or what the full run adds.

    The numbers of synapses are truncated as the authors' were; N = 400 is for the full run only.
    """
    densities = [float(f) for f in np.arange(0.5, 5 + 1e-5, 0.1) / 100]
    quick = {100: (1.2, 1.6, 2.1), 200: (1.6, 2.0)}.get(n, ())
    # named like the published rows, with which they share their law
    every = ({"n": n, "edges": int(f * n**2), "percent": round(100 * f, 1)} for f in densities)
    return tuple(point for point in every if (point["percent"] in quick) != full)


def sizes(n: int, edges: int) -> FloatArray:
    """The law: exactly m synapses, self loops among them."""
    return theory.quick_largest_component_distribution(FixedEdges(n, edges))


def sizes_as_probabilities(n: int, edges: int) -> FloatArray:
    """The same law without negative entries, for graphs that are drawn one by one.

    Sizes rarer than one in a hundred thousand, where seven densities may turn negative, keep the
    weights of independent synapses.
    """
    independent, law = sizes_of_independent_synapses(n, edges), sizes(n, edges)
    law = np.where((independent < 1e-5) | (law <= 0), independent, law)
    return np.asarray(law / law.sum())


def sizes_with_rounded_edges(n: int, edges: int, percent: float) -> FloatArray:
    """Rival: m rounded from f N^2 instead of truncated."""
    rounded = FixedEdges(n, round(percent / 100 * n * n))
    return theory.quick_largest_component_distribution(rounded, around=FixedEdges(n, edges))


def sizes_without_loops(n: int, edges: int) -> FloatArray:
    """Rival: all m synapses join different neurons."""
    loop_free = FixedEdges(n, edges, self_loops=False)
    return theory.quick_largest_component_distribution(loop_free, around=FixedEdges(n, edges))


def sizes_of_independent_synapses(n: int, edges: int) -> FloatArray:
    """Rival: every synapse present with probability m/N^2."""
    return theory.main_sizes(n, edges / n**2)


class Comparison(NamedTuple):
    """Law against histograms."""

    chi_square: float
    freedom: int
    drift: float

    @property
    def p(self) -> float:
        """Chance of a worse agreement in the worse of the two statistics, with Bonferroni."""
        fit = chdtrc(self.freedom, self.chi_square)
        return float(min(1.0, 2 * min(fit, 2 * ndtr(-abs(self.drift)))))


def compare(laws: list[FloatArray], histograms: list[Histogram]) -> Comparison:
    """Chi-square of the histograms, and the sum of standardised deviations of the means."""
    total, freedom, drift = 0.0, 0, 0.0
    for law, counts in zip(laws, histograms, strict=True):
        graphs = sum(counts)
        expected, observed = _bins(np.asarray(law) * graphs, np.asarray(counts, dtype=float))
        total += float(((observed - expected) ** 2 / expected).sum())
        freedom += expected.size - 1
        k = np.arange(len(counts))
        mean = law @ k
        spread = math.sqrt(law @ (k - mean) ** 2)
        drift += (np.dot(counts, k) / graphs - mean) * math.sqrt(graphs) / spread
    return Comparison(total, freedom, drift / math.sqrt(len(laws)))


def _bins(expected: FloatArray, observed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Close a bin, sizes ascending, when ten graphs are expected; the rest joins the last."""
    edges, filled = [0], 0.0
    for k, value in enumerate(expected):
        filled += value
        if filled >= 10:
            edges.append(k + 1)
            filled = 0.0
    starts = edges[:-1]
    return np.add.reduceat(expected, starts), np.add.reduceat(observed, starts)


def judge(predicted: list[FloatArray], rows: list[Any]) -> float:
    """p-value of the published histograms under the predicted laws."""
    if any(abs(law.sum() - 1) > 1e-3 for law in predicted):
        return 0.0  # not a law at all
    return compare(predicted, [row.value for row in rows]).p


PUBLISHED: tuple[Claim, ...] = (
    published(
        "largest component, published graphs of 100 neurons: synapses are truncated",
        law=sizes,
        table=one_hundred,
        rival=sizes_with_rounded_edges,
        judge=judge,
    ),
    published(
        "largest component, published graphs of 100 neurons: self loops take synapses",
        law=sizes,
        table=one_hundred,
        rival=sizes_without_loops,
        judge=judge,
    ),
    published(
        "largest component, published graphs of 100 neurons: the number of synapses is fixed",
        law=sizes,
        table=one_hundred,
        rival=sizes_of_independent_synapses,
        judge=judge,
    ),
    published(
        "largest component, published graphs of 200 neurons: self loops take synapses",
        law=sizes,
        table=two_hundred,
        rival=sizes_without_loops,
        judge=judge,
    ),
    published(
        "largest component, published graphs of 200 neurons: the number of synapses is fixed",
        law=sizes,
        table=two_hundred,
        rival=sizes_of_independent_synapses,
        judge=judge,
    ),
)
