"""Everybody keeps a parent: the product behind both bounds on a failing network."""

from fractions import Fraction
from math import exp, expm1, log, log1p, prod
from typing import TYPE_CHECKING, Annotated, Any

from netbounds.domains import Examples, Probability, check, refusal
from netbounds.domains import SynapseCount as Count
from netbounds.law import Kind, Source, law

if TYPE_CHECKING:
    from flint import arb

Degrees = Annotated[tuple[int, ...], Examples(((1, 2, 5), (3,), (0, 1), (2, 4, 14)))]
Counts = Annotated[tuple[int, ...], Examples(((1, 2, 5), (3,), (0, 1), (20, 400, 7)))]


@law(
    kind=Kind.EXACT,
    source=Source("harris1960"),
    valid="synapses fail independently of each other",
    formula=r"\prod_d (1 - f^d)^{n_d}",
)
def probability_all_keep_a_parent(failure: Probability, degrees: Degrees, counts: Counts) -> float:
    r"""Everybody keeps a parent with the product of everybody's own probability to keep one.

    .. math:: \prod_d (1 - f^d)^{n_d}

    with f the probability that a synapse fails and :math:`n_d` the number of neurons that have d
    parents. On a graph without cycles, with parents counted among the reached, this is the
    probability that everybody stays reached; on any graph it bounds it from above.

    Parameters
    ----------
    failure
        Probability f that a synapse is lost.
    degrees, counts
        How many parents, and how many neurons have so many.

    Raises
    ------
    DomainError
        If the two lists differ in length or hold negative numbers.

    Notes
    -----
    Relative rounding error below 1e-12 for products above 1e-30.

    Source: harris1960.

    Examples
    --------
    >>> probability_all_keep_a_parent(0.25, (1, 2), (5, 1))
    0.2224731...
    """
    _refuse_odd_lists(degrees, counts)
    present = [(d, count) for d, count in zip(degrees, counts, strict=True) if count]
    if any(d == 0 or failure == 1 for d, _ in present):
        return 0.0
    if failure == 0:
        return 1.0
    # 1 - f^d without cancellation, whether f^d is near 1 or near 0
    powers = [(d * log(failure), count) for d, count in present]
    return exp(sum(c * (log(-expm1(x)) if x > -0.7 else log1p(-exp(x))) for x, c in powers))


@probability_all_keep_a_parent.enclosure
def _(failure: float, degrees: tuple[int, ...], counts: tuple[int, ...]) -> "arb":
    import flint

    exact = Fraction(failure)
    f = flint.arb(flint.fmpq(exact.numerator, exact.denominator))
    return prod(((1 - f**d) ** c for d, c in zip(degrees, counts, strict=True)), start=flint.arb(1))


@probability_all_keep_a_parent.reference
def _(failure: float, degrees: tuple[int, ...], counts: tuple[int, ...]) -> Any:
    import mpmath

    f = mpmath.mpf(failure)
    pairs = zip(degrees, counts, strict=True)
    return mpmath.fprod(mpmath.mpf(1) - f**d for d, count in pairs for _ in range(count))


def _refuse_odd_lists(degrees: tuple[int, ...], counts: tuple[int, ...]) -> None:
    where = "probability_all_keep_a_parent"
    if len(degrees) != len(counts):
        lengths = f"lengths {len(degrees)} and {len(counts)}"
        raise refusal(where, "degrees and counts", "be equally long", lengths)
    for name, numbers in (("degrees", degrees), ("counts", counts)):
        for number in numbers:
            check(where, f"every entry of {name}", number, Count)
