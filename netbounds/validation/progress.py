"""What a run says while it runs."""

from typing import Protocol

from netbounds.validation.verdicts import Verdict


class Progress(Protocol):
    """Listens to a sweep."""

    def round(self, blocks: int) -> None:
        """So many further blocks are needed now."""

    def advance(self, blocks: int) -> None:
        """So many blocks arrived."""

    def decided(self, verdict: Verdict) -> None:
        """A claim has its verdict."""


class Silent:
    """Says nothing."""

    def round(self, blocks: int) -> None:
        """Say nothing."""

    def advance(self, blocks: int) -> None:
        """Say nothing."""

    def decided(self, verdict: Verdict) -> None:
        """Say nothing."""
