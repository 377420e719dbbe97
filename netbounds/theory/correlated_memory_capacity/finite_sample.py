"""What a finite time series does to measured capacities, exactly for Gaussian regressors."""

from typing import Annotated, Any

from annotated_types import Ge, Le

from netbounds.domains import OpenProbability, Symbol, Typical, check, refusal
from netbounds.law import Kind, Source, law

SampleCount = Annotated[
    int, Ge(3), Symbol("T", "time steps used for the regression"), Typical(60, 4000)
]
RegressorCount = Annotated[
    int, Ge(1), Symbol("L", "regressors beside the intercept"), Typical(1, 50)
]
Capacity = Annotated[
    float, Ge(0), Le(1), Symbol("C", "capacity, the fraction of variance recalled"), Typical(0, 1)
]
Memory = Annotated[float, Ge(0), Symbol("M", "sum of the true capacities"), Typical(0, 10)]
Targets = Annotated[int, Ge(1), Symbol("D", "number of targets"), Typical(11, 300)]


def null_capacity_distribution(samples: int, readouts: int) -> Any:
    """Distribution of the measured capacity of a target that the states know nothing about.

    R^2 ~ Beta(L/2, (T - 1 - L)/2), mean L/(T - 1); a frozen `scipy.stats` distribution with
    cdf, ppf, mean and so on. It replaces surrogate data: the threshold above which one of M
    targets is real at error rate alpha is ``ppf(1 - alpha / M)``.

    Parameters
    ----------
    samples
        T, time steps used.
    readouts
        L, regressors beside the intercept.

    Raises
    ------
    DomainError
        If there are not more samples than regressors + 1.

    Notes
    -----
    Exact when targets are Gaussian and white (delays beyond the memory), and for any target that
    is independent of Gaussian white regressors. Its limit for long series is chi^2_L / T.

    Examples
    --------
    >>> round(float(null_capacity_distribution(2000, 50).mean()), 6)
    0.025013
    """
    from scipy.stats import beta

    _enough("null_capacity_distribution", samples, readouts)
    return beta(readouts / 2, (samples - 1 - readouts) / 2)


@law(
    kind=Kind.EXACT,
    source=Source("dambre2012", "bias of capacities; Beta law of R^2"),
    valid="Gaussian white target that the states know nothing about, regression with intercept",
    formula=r"\Pr(R^2 \le c) = I_c\!\left(\tfrac{L}{2}, \tfrac{T - 1 - L}{2}\right)",
    accuracy=1e-9,
)
def null_capacity_cdf(capacity: Capacity, samples: SampleCount, readouts: RegressorCount) -> float:
    """Probability that a target unknown to the states measures no more than a given capacity.

    The regularised incomplete Beta function I_c(L/2, (T-1-L)/2). The inverse gives the capacity
    that is exceeded by chance with a wanted probability.

    Parameters
    ----------
    capacity
        c in [0, 1].
    samples
        T.
    readouts
        L.

    Raises
    ------
    DomainError
        If there are not more samples than regressors + 1.

    Notes
    -----
    Valid as `null_capacity_distribution`. Source: dambre2012 uses its limit chi^2_L / T.

    Examples
    --------
    >>> round(null_capacity_cdf(0.05, 2000, 50), 6)
    0.999975
    """
    return float(null_capacity_distribution(samples, readouts).cdf(capacity))


@null_capacity_cdf.reference
def _(capacity: Capacity, samples: SampleCount, readouts: RegressorCount) -> Any:
    import mpmath

    _enough("null_capacity_cdf", samples, readouts)
    a, b = mpmath.mpf(readouts) / 2, mpmath.mpf(samples - 1 - readouts) / 2
    return mpmath.betainc(a, b, 0, mpmath.mpf(capacity), regularized=True)


@null_capacity_cdf.inverse
def _(false_alarm: float, *, samples: int, readouts: int, targets: int = 1) -> float:
    """Capacity above which one of `targets` null targets is taken for real at that rate."""
    check("null_capacity_cdf.inverse", "false_alarm", false_alarm, OpenProbability)
    check("null_capacity_cdf.inverse", "targets", targets, Targets)
    return float(null_capacity_distribution(samples, readouts).isf(false_alarm / targets))


@law(
    kind=Kind.EXACT,
    source=Source("dambre2012", "bias of capacities"),
    valid="Gaussian targets and regressors, white in time; to O(1/T) otherwise",
    formula=r"\mathrm E\Big[\sum_{k=1}^{D} R^2_k\Big] ="
    r" M + (D - M) \frac{L}{T - 1}",
)
def expected_raw_capacity(
    memory: Memory, targets: Targets, samples: SampleCount, readouts: RegressorCount
) -> float:
    """Plain sums of measured capacities grow with every delay looked at, memory or not.

    E[sum R^2] = M + (D - M) L/(T - 1) for D targets. The adjusted capacity
    1 - (1 - R^2)(T - 1)/(T - 1 - L) undoes it.

    Parameters
    ----------
    memory
        M, the true total, at most the number of targets.
    targets
        D.
    samples
        T.
    readouts
        L.

    Raises
    ------
    DomainError
        If M > D, or there are not more samples than regressors + 1.

    Notes
    -----
    Exact where capacities are 0 or 1; in between R^2 carries a further bias of order 1/T. Targets
    that are shifted copies of readouts measure less chance, by 1/T of it.
    Source: dambre2012 describes the bias.

    Examples
    --------
    >>> round(expected_raw_capacity(8.73, 200, 2000, 50), 2)
    13.51
    """
    _enough("expected_raw_capacity", samples, readouts)
    if memory > targets:
        raise refusal("expected_raw_capacity", "memory", "be <= targets", memory)
    return memory + (targets - memory) * readouts / (samples - 1)


@expected_raw_capacity.reference
def _(memory: Memory, targets: Targets, samples: SampleCount, readouts: RegressorCount) -> Any:
    """The mean of the Beta law, by integrating its tail."""
    import mpmath

    _enough("expected_raw_capacity", samples, readouts)
    a, b = mpmath.mpf(readouts) / 2, mpmath.mpf(samples - 1 - readouts) / 2
    mean = mpmath.beta(a + 1, b) / mpmath.beta(a, b)
    return memory + (targets - mpmath.mpf(memory)) * mean


def projection_capacities(mixing: Any) -> list[Any]:
    """Capacities of orthonormal targets for states that are a linear mixture of them, exactly.

    x = A p with p orthonormal: C_k = [A^T (A A^T)^+ A]_kk, in rationals. They sum to rank A:
    no nonlinearity and no input distribution can make a readout compute more.

    Parameters
    ----------
    mixing
        A, (neurons, targets): rows of integers or Fractions.

    Returns
    -------
    list of flint.fmpq
        One capacity a target.

    Raises
    ------
    DomainError
        If the rows are not equally long, or there are none.

    Examples
    --------
    >>> [str(c) for c in projection_capacities([[1, 2, 0], [0, 1, 1]])]
    ['1/3', '5/6', '5/6']
    """
    from fractions import Fraction

    import flint

    try:
        rows = [[Fraction(entry) for entry in row] for row in mixing]
    except (TypeError, ValueError, OverflowError):
        rule = "be rows of integers or Fractions"
        raise refusal("projection_capacities", "mixing", rule, mixing) from None
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0]:
        raise refusal("projection_capacities", "mixing", "have equally long rows", mixing)
    exact = [[flint.fmpq(e.numerator, e.denominator) for e in row] for row in rows]
    reduced, rank = flint.fmpq_mat(exact).rref()
    if rank == 0:
        return [flint.fmpq(0)] * len(rows[0])
    basis = flint.fmpq_mat([[reduced[i, j] for j in range(len(rows[0]))] for i in range(rank)])
    projector = basis.transpose() * (basis * basis.transpose()).inv() * basis
    return [projector[k, k] for k in range(len(rows[0]))]


def _enough(where: str, samples: int, readouts: int) -> None:
    check(where, "samples", samples, SampleCount)
    check(where, "readouts", readouts, RegressorCount)
    if samples < readouts + 2:
        rule = f"be >= readouts + 2 = {readouts + 2}"
        raise refusal(where, "samples", rule, samples, "record more steps or read fewer neurons")
