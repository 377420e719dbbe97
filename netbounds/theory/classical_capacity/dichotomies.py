"""Cover's counting of linear dichotomies, exact at every size."""

from netbounds.domains import PointCount, WeightCount
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.classical_capacity._binomial import binomial_sum


@law(
    kind=Kind.EXACT,
    source=Source("cover1965", "Theorem 1"),
    valid="points in general position: every `weights` of them linearly independent",
    formula=r"C(P, N) = 2 \sum_{k<N} \binom{P-1}{k}",
)
def count_dichotomies(patterns: PointCount, weights: WeightCount) -> int:
    r"""A plane through the origin splits P points of N dimensions in C(P, N) of 2^P ways.

    .. math:: C(P, N) = 2 \sum_{k=0}^{N-1} \binom{P-1}{k}, \qquad C(0, N) = 1

    Parameters
    ----------
    patterns
        P, number of points.
    weights
        N, dimension; a free threshold counts as one weight more.

    Returns
    -------
    int
        The exact number, of any size. Cost O(N) long multiplications.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain.

    Notes
    -----
    Valid when the points are in general position. Integer or binary inputs are not at small N;
    the number is then an upper bound.
    Source: Cover (1965), Theorem 1 [cover1965]_.

    Examples
    --------
    >>> count_dichotomies(10, 4)
    260
    """
    return 2 * binomial_sum(weights - 1, patterns - 1) if patterns else 1


@count_dichotomies.derivation
def _() -> Derivation:
    import sympy

    P, k = sympy.symbols("patterns k", integer=True, nonnegative=True)
    N = sympy.Symbol("weights", integer=True, positive=True)
    z = sympy.Symbol("z")
    count, generating = sympy.Function("C"), sympy.Function("F")
    cut = sympy.Eq(count(P + 1, N), count(P, N) + count(P, N - 1))
    one_point = 2 * z / (1 - z)
    step = sympy.Eq(generating(P + 1), (1 + z) * generating(P))
    solved = sympy.rsolve(step.lhs - step.rhs, generating(P), {generating(1): one_point})
    power = sympy.powsimp(sympy.simplify(solved * (1 - z) / (2 * z)))
    pascal = sympy.binomial(P, k) - sympy.binomial(P - 1, k) - sympy.binomial(P - 1, k - 1)
    total = sympy.Piecewise(
        (1, sympy.Eq(P, 0)), (2 * sympy.Sum(sympy.binomial(P - 1, k), (k, 0, N - 1)), True)
    )
    return Derivation(
        steps=(
            Step(
                "A new point splits those dichotomies whose plane can pass through it, "
                "and these are the dichotomies of the others projected along it.",
                cut,
            ),
            Step("With F = sum over N of C(P, N) z^N the recursion multiplies by 1 + z.", step),
            Step(
                "One point has two dichotomies in every dimension.",
                sympy.Eq(generating(1), one_point),
            ),
            Step("Solved from there.", sympy.Eq(generating(P), solved)),
            Step("Its factor (1 + z)^(P - 1) has the coefficients binom(P - 1, k).", power),
            Step("They obey Pascal's rule (left side minus right side).", sympy.combsimp(pascal)),
            Step("The factor 2 z / (1 - z) sums those below N.", total),
        ),
        result=total,
    )


@count_dichotomies.reference
def _(patterns: int, weights: int) -> int:
    # the recursion itself, row by row, from C(1, N) = 2 and C(P, 0) = 0
    row = [0] + [2] * weights
    for _ in range(patterns - 1):
        row = [0] + [row[n] + row[n - 1] for n in range(1, weights + 1)]
    return row[weights] if patterns else 1
