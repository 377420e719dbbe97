"""The answer about reach as one picture: shells around the drive, the bow tie, neurons by hops."""

import os
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from netbounds.answers.reach_layout import Layout, beside, labelled, layout, parents
from netbounds.answers.reach_tables import PLACES
from netbounds.domains import refusal

if TYPE_CHECKING:
    from netbounds.answers.reach import Reach

_COLOURS = {
    "core": "#0072B2",
    "upstream": "#E69F00",
    "downstream": "#009E73",
    "tubes": "#56B4E9",
    "tendrils": "#CC79A7",
    "apart": "#7F7F7F",
}
_ALARM = "#D55E00"
_INK = "#222222"
_NUMBERED = 10  # bars at most that carry their number


def picture_kind(path: str | os.PathLike[str]) -> str:
    """The ending of the picture's name: svg, pdf or png; a refusal of any other place."""
    kind = Path(path).suffix.lower().lstrip(".")
    if kind not in ("svg", "pdf", "png"):
        raise refusal("reach", "figure", "end in .svg, .pdf or .png", str(path))
    if not Path(path).parent.is_dir():
        raise refusal("reach", "figure", "lie in a folder that exists", str(path))
    return kind


def draw(found: "Reach", path: str | os.PathLike[str]) -> None:
    """Draw the picture into a file; the ending of its name chooses svg, pdf or png."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    kind = picture_kind(path)
    style = resources.files("netbounds.validation").joinpath("figures.mplstyle")
    with resources.as_file(style) as file:
        settings = dict(mpl.rc_params_from_file(file, use_default_template=True))
    settings = {name: value for name, value in settings.items() if not name.startswith("backend")}
    with mpl.rc_context(settings):
        canvas = Figure(figsize=(9.6, 6.0))
        grid = canvas.add_gridspec(2, 2, width_ratios=(1.65, 1), height_ratios=(1, 1))
        canvas.suptitle(_title(found), x=0.01, ha="left", fontsize=12, fontweight="bold")
        _draw_shells(canvas.add_subplot(grid[:, 0]), found)
        _draw_bow_tie(canvas.add_subplot(grid[0, 1]), found)
        _draw_hops(canvas.add_subplot(grid[1, 1]), found)
        # equal graphs give equal bytes: no date
        dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": None}
        canvas.savefig(path, format=kind, metadata=dated[kind])


def _title(found: "Reach") -> str:
    away = "synapse" if found.max_hops == 1 else "synapses"
    who = "All" if found.reached == found.neurons else f"{found.reached:,} of"
    return (
        f"{who} {found.neurons:,} neurons hear the {found.driven:,} driven ones, "
        f"the farthest after {found.max_hops} {away}"
    )


def _draw_shells(ax: Any, found: "Reach") -> None:
    from matplotlib.collections import LineCollection

    parent = parents(found)
    place = layout(found, parent)
    shown = place.shown
    hops = found.coverage.hops[shown]
    points = place.points
    ax.set_aspect("equal")
    ax.axis("off")
    for edge in place.edges[1 : found.max_hops + 2]:
        ax.add_patch(_circle(edge + 0.8, fill=False, edgecolor="#888888", linewidth=0.5, alpha=0.5))
    visible = np.zeros(found.neurons, np.bool_)
    visible[shown] = True
    heard = shown[(hops > 0) & visible[parent[shown]]]
    lines = np.stack([points[parent[heard]], points[heard]], axis=1)
    alpha = float(np.clip(60 / max(len(heard), 1), 0.06, 0.35))
    ax.add_collection(LineCollection(list(lines), colors=_INK, linewidths=0.5, alpha=alpha))
    size = (0.62 * 72 * 4.6 / (2 * max(place.edges[-1], 4) + 4)) ** 2
    colour = np.full(found.neurons, _COLOURS["apart"], dtype=object)
    for name in PLACES:
        colour[getattr(found.bow_tie, name)] = _COLOURS[name]
    reached, driven = shown[hops >= 0], shown[hops == 0]
    ax.scatter(*points[reached].T, s=size, c=list(colour[reached]), linewidths=0, zorder=2)
    ax.scatter(
        *points[driven].T,
        s=1.6 * size,
        facecolors="none",
        edgecolors=_INK,
        linewidths=0.7,
        zorder=3,
    )
    lost = shown[hops < 0]
    ax.scatter(
        *points[lost].T, s=1.4 * size, facecolors="white", edgecolors=_ALARM, linewidths=1, zorder=3
    )
    _draw_cuts(ax, found, place, size)
    named = -np.inf
    for number, edge in enumerate(place.edges[1 : found.max_hops + 2]):
        if edge < named + 0.05 * place.edges[-1]:  # narrow rings: not every one has its number
            continue
        named = edge
        text = "driven" if number == 0 else f"{number}"
        ax.annotate(
            text, (0, edge + 0.8), ha="center", va="center", fontsize=7.5, color="#555555",
            bbox={"boxstyle": "round,pad=0.15", "fc": "white", "ec": "none"}, zorder=4,
        )  # fmt: skip
    notes = ["circled, in the middle: driven; one ring for every synapse further"]
    if len(labelled(found)):
        notes.append("red: bottlenecks, and how many their loss silences")
    if len(lost):
        names = found.names(np.sort(lost)[:6])
        more = f" and {len(found.unreached) - 6:,} more" if len(found.unreached) > 6 else ""
        notes.append(f"outside, hollow: not reached ({', '.join(names)}{more})")
    if len(shown) < found.neurons:
        notes.append(f"{len(shown):,} of {found.neurons:,} neurons are drawn, fewer of large rings")
    ax.set_title(
        "\n".join(notes),
        loc="left",
        fontsize=8,
        color="#444444",
        y=0.02 - 0.04 * len(notes),
        va="bottom",
    )
    limit = place.edges[-1] + 2.2
    ax.set(xlim=(-1.2 * limit, 1.2 * limit), ylim=(-limit, limit))


def _draw_cuts(ax: Any, found: "Reach", place: Layout, size: float) -> None:
    """Bottlenecks in red with their names, and lines to those that they alone keep in touch."""
    from matplotlib.collections import LineCollection

    if found.bottlenecks is None:
        return
    shown, points = place.shown, place.points
    dominator = found.bottlenecks.immediate_dominator
    chosen = labelled(found)
    for neuron in chosen:
        kept = np.intersect1d(np.flatnonzero(dominator == neuron), shown)[:40]
        lines = [points[[neuron, other]] for other in kept]
        ax.add_collection(LineCollection(lines, colors=_ALARM, linewidths=1.1, zorder=3))
        silenced = int(found.bottlenecks.silenced_by_neuron[neuron])
        ax.scatter(
            *points[neuron], s=size * (1.6 + min(silenced, 30) ** 0.5), c=_ALARM, zorder=4,
            linewidths=0.6, edgecolors="white",
        )  # fmt: skip
    rim = place.edges[-1] + 1.5
    for neuron, at in zip(chosen, beside(points[chosen], rim), strict=True):
        right = at[0] >= 0
        silenced = int(found.bottlenecks.silenced_by_neuron[neuron])
        ax.annotate(
            f"{found.graph.name(neuron)} −{silenced:,}", points[neuron], xytext=at,
            textcoords="data", ha="left" if right else "right", va="center", fontsize=7.5,
            color=_ALARM, fontweight="bold", zorder=5, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": _ALARM, "linewidth": 0.5, "alpha": 0.6,
                        "shrinkA": 1, "shrinkB": 0},
        )  # fmt: skip


def _circle(radius: float, **look: Any) -> Any:
    from matplotlib.patches import Circle

    return Circle((0, 0), radius, **look)


def _draw_bow_tie(ax: Any, found: "Reach") -> None:
    """Widths of the wings and the circle's area grow with the number of neurons."""
    from matplotlib.patches import Circle, Polygon

    counts = {name: int(np.count_nonzero(getattr(found.bow_tie, name))) for name in PLACES}
    elsewhere = counts["tubes"] + counts["tendrils"] + counts["apart"]
    n = found.neurons
    ax.set_aspect("equal")
    ax.axis("off")
    radius = max(0.18, (counts["core"] / n) ** 0.5)
    for name, side in (("upstream", -1), ("downstream", 1)):
        if not counts[name]:
            continue
        far = max(0.06, (counts[name] / n) ** 0.5)
        near, inner = 0.35 * radius, 0.55 * radius * side
        corners = [(inner, near), (2.0 * side, far), (2.0 * side, -far), (inner, -near)]
        ax.add_patch(Polygon(corners, color=_COLOURS[name], alpha=0.85, lw=0))
    ax.add_patch(Circle((0, 0), radius, color=_COLOURS["core"], lw=0))
    words = {"largest_strong_component": (0, "core"), "upstream": (-1.55, "upstream"),
             "downstream": (1.55, "downstream")}  # fmt: skip
    for field, (x, word) in words.items():
        count = counts["core" if word == "core" else word]
        ax.text(x, 1.22, f"{word}\n{count:,}", ha="center", va="bottom", fontsize=9,
                color=_COLOURS[word], fontweight="bold")  # fmt: skip
        usual = f"same degrees\n{found.expected_of_degrees[field]:,.0f}"
        if field in found.shuffled and found.shuffled[field].deviation is not None:
            usual += f" ± {found.shuffled[field].deviation:.2g}"
        ax.text(x, -1.22, usual, ha="center", va="top", fontsize=7.5, color="#555555")
    ax.set_title("Who can be heard by whom", loc="left")
    if elsewhere:
        ax.text(2.1, -2.0, f"elsewhere {elsewhere:,}", ha="right", fontsize=7.5, color="#555555")
    ax.set(xlim=(-2.15, 2.15), ylim=(-2.1, 2.0))


def _draw_hops(ax: Any, found: "Reach") -> None:
    columns = (
        found.hop_counts,
        found.expected_hops_of_degrees,
        found.expected_hops,
        found.shuffled_hops,
    )
    size = max(map(len, columns))
    counts, usual, random, shuffled = (np.pad(c, (0, size - len(c))) for c in columns)
    top = max(counts.max(), usual.max(), random.max())
    ax.bar(np.arange(size), counts, width=0.75, color="#56B4E9", label="this graph")
    ax.plot(np.arange(size), usual, "-", color=_INK, lw=1, label="same degrees, theory")
    ax.plot(np.arange(size), random, "--", color="#7F7F7F", lw=1, label="random graph, theory")
    if found.shuffled_hops:
        ax.plot(
            np.arange(size), shuffled, "o", mfc="white", mec=_INK, label="same degrees, shuffled"
        )
    ax.legend(loc="upper left" if np.argmax(random) > size / 2 else "upper right")
    for h in range(size if size <= _NUMBERED else 0):
        near = abs(usual[h] - counts[h]) < 0.08 * top
        height = max(usual[h], counts[h]) + 0.03 * top if near else counts[h]
        ax.annotate(
            _short(counts[h]), (h, height), xytext=(0, 1), textcoords="offset points",
            ha="center", va="bottom", fontsize=7.5, color=_INK,
            bbox={"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none", "alpha": 0.8},
        )  # fmt: skip
    ax.set_title("Neurons by synapses from the drive", loc="left")
    ax.set(xlabel="synapses from the nearest driven neuron", ylabel="neurons")
    ax.set_xticks(range(0, size, max(1, size // 8)))
    ax.set_ylim(0, 1.25 * top)
    ax.grid(False, axis="x")


def _short(count: float) -> str:
    for unit, letter in ((1e6, "M"), (1e3, "k")):
        if count >= 10 * unit:
            return f"{count / unit:.0f}{letter}"
    return f"{count:,.0f}"
