"""How the gallery draws: the package's figure style, drawings as SVG that follow light and dark."""

from pathlib import Path
from typing import Any

from svg import inline


def reset(gallery_conf: dict[str, Any], fname: str) -> None:
    """Begin every example with the same style."""
    import matplotlib as mpl
    from live import _style

    mpl.use("agg")
    mpl.rcdefaults()
    mpl.rcParams.update(_style())


def scraper(block: Any, block_vars: dict[str, Any], gallery_conf: dict[str, Any]) -> str:
    """Put every open figure on the page as SVG, and a PNG beside it for the overview."""
    import io

    from matplotlib import pyplot

    found = []
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        path = Path(next(block_vars["image_path_iterator"]))
        figure.savefig(path, format="png", dpi=120)
        drawing = io.StringIO()
        figure.savefig(drawing, format="svg", metadata={"Date": None})
        alt = figure.get_label() or figure.get_suptitle()
        found.append(inline(drawing.getvalue(), path.stem, alt))
    pyplot.close("all")
    raw = "\n".join(found)
    return (
        ".. raw:: html\n\n" + "\n".join(f"    {line}" for line in raw.splitlines()) if raw else ""
    )
