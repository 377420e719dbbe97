"""Progress of long training on standard error: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SECONDS_BETWEEN_LINES = 5.0

Report = Callable[[int, float], None]


@contextmanager
def reporter(done: int, total: int, *, shown: bool) -> Iterator[Report]:
    """Yield report(epochs done, accuracy); both forms show how long the rest will take."""
    if not shown:
        yield lambda epoch, accuracy: None
    elif sys.stderr.isatty():
        with _bar(done, total) as report:
            yield report
    else:
        yield _lines(done, total)


@contextmanager
def _bar(done: int, total: int) -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("training"), BarColumn(), MofNCompleteColumn(), TextColumn("epochs"),
        TextColumn("accuracy {task.fields[accuracy]:.3f}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, completed=done, accuracy=0.0)
        yield lambda epoch, accuracy: bar.update(task, completed=epoch, accuracy=accuracy)


def _lines(done: int, total: int) -> Report:
    began = last = time.monotonic()

    def report(epoch: int, accuracy: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < _SECONDS_BETWEEN_LINES:
            return
        last = now
        left = (now - began) / max(epoch - done, 1) * (total - epoch)
        line = f"training: epoch {epoch}/{total}, accuracy {accuracy:.3f}, about {left:.0f} s left"
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

    return report
