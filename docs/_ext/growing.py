"""The files that a page tells its reader to write, written into a copy of the package.

A fenced block with a caption is a file: ``{code-block} python`` with ``:caption: path``. A block
whose caption reads "path: add" is appended, "path: insert after `line`" goes below that line.
"""

import re
import shutil
from pathlib import Path

_BLOCK = re.compile(
    r"^(?P<fence>```+)\{code-block\} \w+\n:caption: (?P<caption>[^\n]+)\n+"
    r"(?P<text>.*?)^(?P=fence)$",
    flags=re.MULTILINE | re.DOTALL,
)
_INSERT = re.compile(r"(?P<path>\S+): (?:add|insert after `(?P<line>[^`]+)`)")


def blocks(page: Path) -> list[tuple[str, str]]:
    """Caption and text of every captioned block of a page."""
    return [(b["caption"], b["text"]) for b in _BLOCK.finditer(page.read_text(encoding="utf-8"))]


def grow(page: Path, package: Path, into: Path) -> Path:
    """Copy the package and do to it what the page says; the folder that Python is to search."""
    target = into / "netbounds"
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(package, target, ignore=shutil.ignore_patterns("__pycache__", "*.nb[ic]"))
    for caption, text in blocks(page):
        _apply(caption, text, into)
    return into


def _apply(caption: str, text: str, into: Path) -> None:
    found = _INSERT.fullmatch(caption)
    path = into / (found["path"] if found else caption)
    if found is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    old = path.read_text(encoding="utf-8")
    if found["line"] is None:
        path.write_text(f"{old.rstrip()}\n\n{text}", encoding="utf-8")
        return
    lines = old.splitlines()
    where = [number for number, line in enumerate(lines) if line.strip() == found["line"]]
    if len(where) != 1:
        raise ValueError(
            f"{path.name} must have the line {found['line']!r} once, has it {len(where)} times"
        )
    lines[where[0] + 1 : where[0] + 1] = text.rstrip().splitlines()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
