"""Drawings as part of the page, in the colours of the page: they follow light and dark."""

import html
import re
from pathlib import Path


def inline(svg: str, name: str, alt: str, caption: str = "") -> str:
    """A figure element that holds the drawing; `name` makes its ids its own."""
    box = re.search(r'viewBox="([^"]+)"', svg)
    if box is None:
        raise ValueError(f"the drawing {name} has no viewBox")
    width = round(float(box[1].split()[2]) * 4 / 3)
    # several panels side by side stay legible on a phone: they scroll
    size = f"max-width:{width}px;min-width:{min(round(0.58 * width), 640)}px"
    label = html.escape(" ".join(alt.split()), quote=True)
    note = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    return (
        f'<figure class="drawing" id="figure-{name}"><div class="scroll">'
        f'<svg viewBox="{box[1]}" role="img" aria-label="{label}" style="{size}">'
        f"{_inner(svg, name)}</svg></div>{note}</figure>"
    )


def inline_file(path: Path, name: str, alt: str, caption: str = "") -> str:
    """The same for a file."""
    return inline(path.read_text(encoding="utf-8"), name, alt, caption)


def _inner(svg: str, name: str) -> str:
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    inner = re.sub(r"<!--.*?-->|<title>.*?</title>|<desc>.*?</desc>", "", inner, flags=re.DOTALL)
    inner = re.sub(r'\bid="', f'id="{name}-', inner)
    inner = re.sub(r'href="#', f'href="#{name}-', inner).replace("url(#", f"url(#{name}-")
    inner = re.sub("#(?:222222|444444|555555|000000)", "currentColor", inner)
    return re.sub(r"fill: ?#ffffff|fill: ?white", "fill: none", inner)
