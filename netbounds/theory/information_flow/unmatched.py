"""What share of a large random network needs an input signal of its own to be controllable."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from netbounds.ensembles import (
    Bernoulli,
    Configuration,
    FixedEdges,
    FixedInDegree,
    FixedOutDegree,
)
from netbounds.law import Kind, Source, law

RandomGraph = Bernoulli | FixedEdges | FixedInDegree | FixedOutDegree | Configuration
_Function = Callable[[Any], Any]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("bordenave2013", "Theorem 1"),
    valid="n -> infinity at fixed degrees",
    formula=r"n_D = \max_{0 \le t \le 1} \{\varphi_A(1 - y) + \varphi_B(1 - t) - 1 + K t y\}",
    error="O(1/n) away from mean degree e of the Bernoulli ensemble, O(n^(-2/3)) there",
    accuracy=1e-9,
)
def unmatched_fraction(ensemble: RandomGraph) -> float:
    r"""Of a large random network a share n_D of the neurons needs an input signal each.

    .. math:: n_D = \max_{0 \le t \le 1} \{\varphi_A(1 - y) + \varphi_B(1 - t) - 1 + K t y\},
        \qquad y = \varphi_B'(1 - t) / K

    is the share that a maximum matching of senders with receivers leaves out. A and B are senders
    and receivers in either order, :math:`\varphi` generates the probabilities of their degrees and
    K is the mean degree.
    For Bernoulli graphs of mean degree c it is :math:`(g + G + gG)/c - 1` with g the smallest root
    of :math:`g = c \exp(-c e^{-g})` and :math:`G = c e^{-g}`.

    Only the ensemble's degrees enter: its n sets them (Bernoulli: c = n p) and is then taken to
    infinity.

    Parameters
    ----------
    ensemble
        Bernoulli, FixedEdges, FixedInDegree, FixedOutDegree or Configuration.

    Notes
    -----
    The maximum is among the solutions of t = Pr(...) of the cavity equations, of which there may
    be three. Iterating the symmetric cavity equations from zero instead finds a one-sided
    solution whose average is half of n_D when senders and receivers differ. Relative rounding
    error below 1e-9 (given degrees on both sides: or 1e-15, whichever is larger).

    Source: bordenave2013, Theorem 1; karp1981 for the Bernoulli ensemble.

    Examples
    --------
    >>> round(unmatched_fraction(Bernoulli(10**6, 2e-6)), 9)
    0.216073573
    >>> round(unmatched_fraction(FixedInDegree(10**6, 2)), 9)
    0.161902559
    """
    receivers, senders = _degrees(ensemble)
    if receivers.mean == 0:
        return 1.0
    best, at = 0.0, 2.0
    for side, other in ((senders, receivers), (receivers, senders)):
        for t in _cavity_solutions(side, other):
            waiting = side.none(other.biased(t))
            value = waiting - other.several(t)
            if value < 1e-9 * waiting or (side.counts and other.counts and value < 1e-15):
                continue  # rounding of a difference that is zero
            # equal maxima are most precise where t, and with it what is subtracted, is small
            if value > best * (1 + 1e-7) or (value > best * (1 - 1e-7) and t < at):
                best, at = value, t
    return float(best)


@unmatched_fraction.reference
def _(ensemble: RandomGraph) -> Any:
    """The symmetric (Bethe) form of the maximum, which needs many digits but no case."""
    import mpmath

    receivers, senders = _degrees(ensemble)
    if receivers.mean == 0:
        return mpmath.mpf(1)
    with mpmath.workdps(2 * mpmath.mp.dps):
        starts = _cavity_solutions(senders, receivers)
        receivers, senders = receivers.in_digits(mpmath), senders.in_digits(mpmath)
        best = mpmath.mpf(0)
        for start in starts:
            t = mpmath.mpf(start)
            for _ in range(8):  # Newton; the maximum is flat, so t need not be exact
                t -= _step(senders, receivers, t, mpmath.mpf(10) ** -30)
            y = receivers.biased(t)
            value = senders.none(y) + receivers.none(t) - 1 + receivers.mean * t * y
            best = max(best, value)
    return best if best > mpmath.mpf(10) ** -mpmath.mp.dps else mpmath.mpf(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Degrees:
    """Degrees of one side, every partner kept with probability y: Poisson, or counts of degrees.

    `none`: no partner is kept; `biased`: the same for the further partners of a partner;
    `several`: two or more are kept. (phi(1 - y), phi'(1 - y)/phi'(1), 1 - phi - y phi'.)
    """

    mean: Any
    counts: tuple[tuple[int, int], ...] = ()  # (degree, number of neurons); empty: Poisson
    total: Any = 1
    exp: Callable[[Any], Any] = np.exp

    def none(self, y: Any) -> Any:
        if not self.counts:
            return self.exp(-self.mean * y)
        return sum(c / self.total * (1 - y) ** d for d, c in self.counts)

    def biased(self, y: Any) -> Any:
        if not self.counts:
            return self.exp(-self.mean * y)
        each = (d * c / self.total * (1 - y) ** (d - 1) for d, c in self.counts if d)
        return sum(each) / self.mean

    def several(self, y: float) -> float:
        from scipy.special import betainc, gammainc

        if not self.counts:
            return float(gammainc(2, self.mean * y))
        each = (c / self.total * betainc(2, d - 1, y) for d, c in self.counts if d >= 2)
        return float(sum(each))

    def in_digits(self, mpmath: Any) -> "_Degrees":
        """The same for mpmath's numbers."""
        total = mpmath.mpf(self.total)
        mean = sum(d * c for d, c in self.counts) / total if self.counts else mpmath.mpf(self.mean)
        return _Degrees(mean=mean, counts=self.counts, total=total, exp=mpmath.exp)


def _degrees(ensemble: RandomGraph) -> tuple[_Degrees, _Degrees]:
    """Receivers' and senders' degrees when n is large."""
    if isinstance(ensemble, Configuration):
        return _counted(ensemble.in_degrees), _counted(ensemble.out_degrees)
    if isinstance(ensemble, Bernoulli):
        poisson = _Degrees(mean=ensemble.n * ensemble.p)
        return poisson, poisson
    if isinstance(ensemble, FixedEdges):
        poisson = _Degrees(mean=ensemble.m / ensemble.n)
        return poisson, poisson
    fixed, poisson = _counted((ensemble.k,)), _Degrees(mean=float(ensemble.k))
    return (fixed, poisson) if isinstance(ensemble, FixedInDegree) else (poisson, fixed)


def _counted(degrees: tuple[int, ...]) -> _Degrees:
    counts = tuple(sorted(Counter(degrees).items()))
    return _Degrees(mean=sum(degrees) / len(degrees), counts=counts, total=len(degrees))


def _cavity_solutions(side: _Degrees, other: _Degrees) -> list[float]:
    """All t in 0 .. 1 with t = Pr(a sender that was reached has no other that waits for it)."""
    from scipy.optimize import brentq

    def defect(t: Any) -> Any:
        return t - side.biased(other.biased(t))

    places: NDArray[np.float64] = np.unique(
        np.concatenate([[0.0], np.geomspace(1e-60, 1e-2, 1200), np.linspace(0.01, 1, 1500)])
    )
    values = np.broadcast_to(defect(places), places.shape)
    turns = np.flatnonzero((values[:-1] < 0) != (values[1:] < 0))
    inner = [brentq(defect, places[i], places[i + 1], xtol=1e-300, rtol=1e-15) for i in turns]
    return [0.0, *inner, 1.0]


def _step(side: _Degrees, other: _Degrees, t: Any, width: Any) -> Any:
    if t in (0, 1):
        return 0

    def defect(t: Any) -> Any:
        return t - side.biased(other.biased(t))

    width = t * width
    rise = defect(t + width) - defect(t)
    return defect(t) / rise * width if rise else 0
