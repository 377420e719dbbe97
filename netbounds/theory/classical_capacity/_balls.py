"""Rigorous roots: a guess from many digits, proven by a change of sign in ball arithmetic."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import flint

BITS = 320
DIGITS = 60
_RADIUS = "1e-40"


def ball(number: Any) -> "flint.arb":
    """A ball around an mpmath number, wide enough for its last printed digit."""
    import flint
    import mpmath

    return flint.arb(mpmath.nstr(number, DIGITS))


def proven_root(function: Callable[["flint.arb"], "flint.arb"], guess: Any) -> "flint.arb":
    """The ball of radius 1e-40 around the guess, after showing that the sign changes across it."""
    import flint

    centre, radius = ball(guess), flint.arb(_RADIUS)
    left, right = function(centre - radius), function(centre + radius)
    if not (left * right < 0):
        raise ArithmeticError(f"no change of sign across {guess}: {left}, {right}")
    return centre.union(centre - radius).union(centre + radius)
