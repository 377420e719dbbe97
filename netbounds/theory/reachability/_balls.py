"""Rigorous evaluation: balls whose precision is doubled until they are sharp, exact rationals."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import flint

_T = TypeVar("_T")
_SHARP_BITS = 72  # a radius below 2^-72 of the value: a float is then never the sharper of the two
_TINY_BITS = 1100  # values below every float count as sharp once their radius is this small


def until_sharp(
    evaluate: Callable[[], _T], *, start: int = 128, absolute: bool = False, limit: int = 1 << 18
) -> _T:
    """Evaluate at doubling precision until every ball is sharp (relative radius 2^-72).

    `evaluate` reads flint's working precision and returns a ball or a list of balls; a ball
    around something smaller than any float is sharp when its radius is, too. With `absolute`
    radii of 2^-72 will do, whatever the value.
    """
    from flint import ctx

    bits = start
    while True:
        with ctx.workprec(bits):
            value = evaluate()
        balls = value if isinstance(value, list) else [value]
        if all(_is_sharp(ball, absolute) for ball in balls):
            return value
        if bits >= limit:
            raise ArithmeticError(f"balls still too wide at {bits} bits")
        bits *= 2


def _is_sharp(ball: Any, absolute: bool) -> bool:
    if not hasattr(ball, "rel_accuracy_bits"):  # an exact rational
        return True
    if not ball.is_finite():
        return False
    if absolute and _magnitude_below(ball.rad(), _SHARP_BITS):
        return True
    return ball.rel_accuracy_bits() >= _SHARP_BITS or _magnitude_below(ball, _TINY_BITS)


def _magnitude_below(ball: Any, bits: int) -> bool:
    mantissa, exponent = ball.abs_upper().man_exp()
    return mantissa == 0 or int(exponent) + int(mantissa).bit_length() < -bits


def number(value: float | Fraction) -> Any:
    """A probability in the exact world: fmpq if it is rational, else the float as a ball."""
    from flint import arb, fmpq

    if isinstance(value, (int, Fraction)):
        return fmpq(value.numerator, value.denominator)
    return arb(float(value))


def middles(balls: "list[flint.arb]") -> list[float]:
    """The nearest floats to sharp balls (or to exact rationals)."""
    return [middle(ball) for ball in balls]


def middle(ball: Any) -> float:
    """The nearest float to a sharp ball (or to an exact rational)."""
    if hasattr(ball, "mid"):
        return float(ball.mid())
    return float(Fraction(int(ball.p), int(ball.q)))


def until_settled(evaluate: Callable[[], _T]) -> _T:
    """Evaluate in mpmath with more and more guard digits until two answers agree.

    For the references: routes that lose digits, told nothing about how many.
    """
    import mpmath

    wanted = mpmath.mp.dps
    guard, previous = 60, None
    while True:
        with mpmath.workdps(wanted + guard):
            value = evaluate()
        if previous is not None and _agree(value, previous, wanted):
            return value
        guard, previous = 2 * guard + 40, value


def _agree(left: Any, right: Any, digits: int) -> bool:
    import mpmath

    if isinstance(left, list):
        return all(_agree(x, y, digits) for x, y in zip(left, right, strict=True))
    close = mpmath.almosteq(left, right, rel_eps=mpmath.mpf(10) ** (2 - digits), abs_eps=0)
    return bool(close or max(abs(left), abs(right)) < mpmath.mpf(10) ** -330)
