"""What a run says while it runs: bars on a terminal, plain lines elsewhere, always on stderr."""

import sys
import time
from typing import TYPE_CHECKING, Protocol, TextIO

from netbounds.validation.verdicts import Verdict

if TYPE_CHECKING:
    from rich.progress import TaskID

_EVERY = 10.0  # seconds between plain lines when no claim is decided


class Progress(Protocol):
    """Listens to a sweep; a context manager."""

    def __enter__(self) -> "Progress":
        """Begin to speak."""

    def __exit__(self, *_: object) -> None:
        """Stop, and leave the terminal as it was."""

    def claims(self, count: int) -> None:
        """So many claims are to be decided."""

    def look(self, blocks: int) -> None:
        """A look at the data begins, which needs so many further blocks."""

    def advance(self, blocks: int, seconds_left: float) -> None:
        """So many blocks arrived; those still missing will take about so long."""

    def decided(self, verdict: Verdict) -> None:
        """A claim has its verdict."""


class Silent:
    """Says nothing."""

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def claims(self, count: int) -> None:
        """Say nothing."""

    def look(self, blocks: int) -> None:
        """Say nothing."""

    def advance(self, blocks: int, seconds_left: float) -> None:
        """Say nothing."""

    def decided(self, verdict: Verdict) -> None:
        """Say nothing."""


class Lines:
    """A plain line for each verdict, and one now and then in between."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last = time.monotonic()
        self._count = self._decided = 0
        self._blocks = self._done = 0

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def claims(self, count: int) -> None:
        """Keep the number for later lines."""
        self._count = count

    def look(self, blocks: int) -> None:
        """Keep the number for later lines."""
        self._blocks, self._done = blocks, 0

    def advance(self, blocks: int, seconds_left: float) -> None:
        """Say how far the look is, unless something was said a moment ago."""
        self._done += blocks
        if time.monotonic() - self._last >= _EVERY:
            left = clock(seconds_left)
            self._say(f"{self._done} of {self._blocks} blocks of this look, {left} left for it")

    def decided(self, verdict: Verdict) -> None:
        """Say the verdict."""
        self._decided += 1
        self._say(f"[{self._decided}/{self._count}] {verdict_line(verdict)}")

    def _say(self, text: str) -> None:
        self._last = time.monotonic()
        print(text, file=self._stream, flush=True)


class Bars:
    """Two bars: claims decided, and blocks of the look under way with the time they will take."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Rich

        self._rich = Rich(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[left]}"),
            console=Console(file=stream),
            transient=True,
        )
        self._claims: TaskID = self._rich.add_task("claims decided", total=None, left="")
        self._look: TaskID = self._rich.add_task("blocks of this look", total=None, left="")

    def __enter__(self) -> "Bars":
        self._rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._rich.stop()

    def claims(self, count: int) -> None:
        """Set the length of the first bar."""
        self._rich.update(self._claims, total=count)

    def look(self, blocks: int) -> None:
        """Begin the second bar anew."""
        self._rich.reset(self._look, total=blocks, left="")

    def advance(self, blocks: int, seconds_left: float) -> None:
        """Move the second bar."""
        self._rich.update(self._look, advance=blocks, left=f"{clock(seconds_left)} left")

    def decided(self, verdict: Verdict) -> None:
        """Move the first bar; what does not agree is said at once."""
        self._rich.advance(self._claims)
        if verdict.verdict != "agrees":
            self._rich.console.print(verdict_line(verdict), markup=False, highlight=False)


def listener(stream: TextIO | None = None) -> Progress:
    """Bars when people watch, lines when a file does."""
    stream = stream or sys.stderr
    return Bars(stream) if stream.isatty() else Lines(stream)


def verdict_line(verdict: Verdict) -> str:
    """One line for a verdict."""
    why = f": {verdict.reason}" if verdict.reason else f" (p = {verdict.p:.2g})"
    return f"{verdict.system}: {verdict.name}: {verdict.verdict}{why}"


def clock(seconds: float) -> str:
    """A duration for people.

    >>> clock(75), clock(7300)
    ('1:15', '2:01:40')
    """
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
