"""Check of the built pages, without a network: every link, anchor, script and picture is there.

It also refuses pages that would fetch anything from elsewhere, and pictures without a text
alternative. What it finds are warnings, and `make docs` takes warnings for errors.
"""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging

_LOG = logging.getLogger(__name__)
_FETCHED = {"img": "src", "script": "src", "link": "href", "source": "srcset"}


class _Page(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.twice: list[str] = []
        self.targets: list[str] = []
        self.fetched: list[str] = []
        self.mute: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: "list[tuple[str, str | None]]") -> None:
        found = {name: value or "" for name, value in attributes}
        if name := found.get("id"):
            if name in self.ids:
                self.twice.append(name)
            self.ids.add(name)
        if tag == "a" and (target := found.get("href")):
            self.targets.append(target)
        if (
            tag in _FETCHED
            and (target := found.get(_FETCHED[tag]))
            and found.get("rel") != "canonical"
        ):
            self.fetched.append(target)
        if tag == "img" and "alt" not in found:  # an empty one marks decoration
            self.mute.append(found.get("src", "?"))


def complaints(folder: Path) -> list[str]:
    """What is wrong with the links of the pages in a folder, one sentence each."""
    pages = {path.resolve(): _Page(path) for path in sorted(folder.rglob("*.html"))}
    said = []
    for path, page in pages.items():
        name = path.relative_to(folder.resolve())
        said += [f"{name}: the id {one} stands twice" for one in page.twice]
        said += [f"{name}: the picture {one} has no text alternative" for one in page.mute]
        for target in [*page.targets, *page.fetched]:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if target in page.fetched and parts.scheme != "data":
                    said.append(f"{name}: fetches {target} from elsewhere")
                continue
            file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not file.exists():
                said.append(f"{name}: links to {target}, which is not there")
            elif (
                parts.fragment and file in pages and unquote(parts.fragment) not in pages[file].ids
            ):
                said.append(f"{name}: links to {target}, which has no such place")
    return said


def _check(app: Sphinx, error: "Exception | None") -> None:
    if error is None and app.builder.name == "html":
        for sentence in complaints(Path(app.outdir)):
            _LOG.warning(sentence)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("build-finished", _check)
    return {"parallel_read_safe": True}
