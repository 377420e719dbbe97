"""Figures: theory lines, simulation points with error bars, published open, rivals dashed.

A system lists its figures as records; what is drawn comes from a function of what was measured::

    FIGURES = (
        Figure(
            name="giant_component",
            title="Size of the giant component",
            caption="The fraction reached grows from 0 at mean degree 1 to nearly 1 at 5.",
            panels=lambda measured: (Panel(xlabel="mean degree", ylabel="fraction", series=(...)),),
        ),
    )

Series with one label share a colour, so a law and its simulation are seen to belong together.
Every figure is written with its numbers beside it as CSV; equal input gives equal bytes.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from netbounds.claim import Claim
from netbounds.domains import refusal
from netbounds.points import Point
from netbounds.validation.verdicts import Verdict

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

Role = Literal["theory", "simulation", "published", "rival", "guide"]


class Measurement(NamedTuple):
    """What a claim measured at one of its points."""

    point: Point
    mean: Any
    standard_error: Any
    trials: int


Measured = Callable[[str], list[Measurement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Numbers that belong together; `yerr` is one standard error, or two rows (down, up).

    What only guides the eye (a threshold, the edges of a band) is a "guide", not a rival.
    """

    role: Role
    label: str
    x: ArrayLike
    y: ArrayLike
    yerr: ArrayLike | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One pair of axes."""

    xlabel: str
    ylabel: str
    series: Sequence[Series]
    xscale: Literal["linear", "log"] = "linear"
    yscale: Literal["linear", "log"] = "linear"
    title: str = ""
    xlim: tuple[float | None, float | None] | None = None
    ylim: tuple[float | None, float | None] | None = None
    ynames: Sequence[str] = ()  # names of y = 0, 1, 2, ... instead of numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its sentence; the caption also serves those who cannot see it."""

    name: str
    title: str
    caption: str
    panels: Callable[[Measured], Sequence[Panel]]


def measurements(verdicts: Iterable[Verdict], claims: Iterable[Claim]) -> Measured:
    """What a figure asks for numbers: claim name -> measurements, point by point.

    Both arguments are of one system. A claim that was not run has no measurements; a name that no
    claim bears is refused.
    """
    known = {claim.name for claim in claims}
    found = {
        v.name: [Measurement(m.point, m.mean, m.error, m.trials) for m in v.measured]
        for v in verdicts
    }

    def measured(name: str) -> list[Measurement]:
        if name not in known:
            raise refusal("measured", "claim", f"be one of {sorted(known)}", name)
        return found.get(name, [])

    return measured


def write(
    figure: Figure, measured: Measured, folder: str | Path, formats: Sequence[str] = ("svg",)
) -> list[Path]:
    """Write the figure in each format, and its numbers as CSV; the paths, CSV last."""
    panels = tuple(figure.panels(measured))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for suffix in formats:
        path = folder / f"{figure.name}.{suffix}"
        path.write_bytes(render(figure, panels, suffix))
        paths.append(path)
    path = folder / f"{figure.name}.csv"
    path.write_text(table(panels), encoding="utf-8")
    return [*paths, path]


def table(panels: Sequence[Panel]) -> str:
    """The numbers of a figure as CSV."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["panel", "role", "label", "x", "y", "error_down", "error_up"])
    for number, panel in enumerate(panels, 1):
        for series in panel.series:
            x, y = _row(series.x), _row(series.y)
            down, up = _errors(series, len(y))
            for values in zip(x, y, down, up, strict=True):
                numbers = ["" if isinstance(v, float) and v != v else v for v in values]
                out.writerow([number, series.role, series.label, *numbers])
    return text.getvalue()


def render(figure: Figure, panels: Sequence[Panel], suffix: str) -> bytes:
    """The figure's bytes; equal input gives equal bytes."""
    import matplotlib as mpl
    from matplotlib.figure import Figure as Canvas

    if suffix not in ("svg", "pdf", "png"):
        raise refusal("figure", "format", "be svg, pdf or png", suffix)

    style = resources.files("netbounds.validation").joinpath("figures.mplstyle")
    with resources.as_file(style) as path:
        # the reader's own settings of matplotlib must not change the figure
        read = mpl.rc_params_from_file(path, use_default_template=True)
    settings = {name: value for name, value in read.items() if not name.startswith("backend")}
    with mpl.rc_context(settings):
        columns = min(len(panels), 3)
        rows = -(-len(panels) // columns)
        canvas = Canvas(figsize=(0.3 + 3.5 * columns, 0.55 + 2.7 * rows))
        _draw(canvas, figure, panels, rows, columns)
        out = io.BytesIO()
        canvas.savefig(out, format=suffix, metadata=_metadata(figure, suffix))
    return out.getvalue()


def _metadata(figure: Figure, suffix: str) -> dict[str, Any]:
    if suffix == "svg":
        return {"Title": figure.title, "Description": figure.caption, "Date": None}
    if suffix == "pdf":
        return {"Title": figure.title, "Subject": figure.caption, "CreationDate": None}
    return {"Title": figure.title, "Description": figure.caption}


def _draw(
    canvas: "Canvas", figure: Figure, panels: Sequence[Panel], rows: int, columns: int
) -> None:
    axes = canvas.subplots(rows, columns, squeeze=False).ravel()
    for spare in axes[len(panels) :]:
        spare.remove()
    for panel, ax in zip(panels, axes, strict=False):
        _draw_panel(ax, panel)
    canvas.suptitle(figure.title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    roles = [r for r in _KEYS if any(s.role == r for p in panels for s in p.series)]
    if len(roles) > 1:
        _draw_key(canvas, roles)


def _draw_panel(ax: Any, panel: Panel) -> None:
    labels = list(dict.fromkeys(s.label for s in panel.series))
    artists: dict[str, list[Any]] = {label: [] for label in labels}
    # published numbers lie on top, they are few
    for series in sorted(panel.series, key=lambda s: list(_KEYS).index(s.role)):
        colour = f"C{labels.index(series.label)}"
        x, y = np.asarray(_row(series.x)), np.asarray(_row(series.y))
        if not len(x):
            continue
        yerr = np.array(_errors(series, len(y))) if series.yerr is not None else None
        drawn = ax.errorbar(x, y, yerr=yerr, color=colour, **_KEYS[series.role], **_BARS)
        artists[series.label].append(drawn)
    ax.set(xlabel=panel.xlabel, ylabel=panel.ylabel, xscale=panel.xscale, yscale=panel.yscale)
    ax.set_title(panel.title)
    for axis, scale in ((ax.xaxis, panel.xscale), (ax.yaxis, panel.yscale)):
        if scale == "log":
            _number_log_axis(axis)
    if panel.xlim:
        ax.set_xlim(*panel.xlim)
    if panel.ylim:
        ax.set_ylim(*panel.ylim)
    if panel.ynames:
        ax.set_yticks(range(len(panel.ynames)), panel.ynames)
    shown = {label: tuple(drawn) for label, drawn in artists.items() if label and drawn}
    if shown:
        from matplotlib.legend_handler import HandlerTuple

        ax.legend(list(shown.values()), list(shown), handler_map={tuple: HandlerTuple(ndivide=1)})


def _number_log_axis(axis: Any) -> None:
    """Plain numbers from 0.001 to 10000, powers of ten beyond; between decades where few fit."""
    from matplotlib.ticker import FuncFormatter

    def decade(value: float, _: int) -> str:
        plain = 1e-3 <= value <= 1e4
        return f"{value:g}" if plain else f"$10^{{{round(np.log10(value))}}}$"

    def between(value: float, _: int) -> str:
        low, high = axis.get_view_interval()
        digit = round(value / 10 ** np.floor(np.log10(value)))
        return f"{value:g}" if high < 30 * low and digit in (2, 5) else ""

    axis.set_major_formatter(FuncFormatter(decade))
    axis.set_minor_formatter(FuncFormatter(between))


def _draw_key(canvas: "Canvas", roles: Sequence[Role]) -> None:
    """What lines and marks mean, once for all panels."""
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color="0.5", label=role, **_KEYS[role]) for role in roles]
    canvas.legend(handles=handles, loc="outside lower left", ncols=len(roles), fontsize=7.5)


_BARS: dict[str, Any] = {"elinewidth": 0.9, "capsize": 1.8, "capthick": 0.9}
_KEYS: dict[Role, dict[str, Any]] = {
    "theory": {"linestyle": "-", "marker": ""},
    "rival": {"linestyle": (0, (4, 2.5)), "marker": "", "alpha": 0.75, "linewidth": 1.2},
    "guide": {"linestyle": (0, (1, 1.6)), "marker": "", "linewidth": 1.2},
    "simulation": {"linestyle": "", "marker": "o", "markeredgewidth": 0},
    "published": {
        "linestyle": "", "marker": "s", "markersize": 5.5, "markerfacecolor": "none",
        "markeredgewidth": 1.1,
    },
}  # fmt: skip


def _row(values: ArrayLike) -> list[float]:
    return [float(v) for v in np.atleast_1d(np.asarray(values, dtype=float)).ravel()]


def _errors(series: Series, size: int) -> tuple[list[float], list[float]]:
    if series.yerr is None:
        nothing = [float("nan")] * size
        return nothing, nothing
    error = np.asarray(series.yerr, dtype=float)
    down, up = error if error.ndim == 2 else (error, error)
    return _row(np.broadcast_to(down, (size,))), _row(np.broadcast_to(up, (size,)))
