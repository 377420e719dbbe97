"""Strong connectivity of a large graph with given degrees."""

from fractions import Fraction
from typing import Annotated, Any

from netbounds.domains import Examples, refusal
from netbounds.ensembles import Configuration
from netbounds.law import Kind, Source, law

Degrees = Annotated[
    Configuration,
    Examples(
        (
            Configuration((1, 1, 3, 3), (3, 1, 1, 3)),
            Configuration((2, 2, 2), (2, 2, 2)),
            Configuration((1, 4, 4, 2), (2, 3, 3, 3)),
        )
    ),
]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "configuration model"),
    valid="n -> infinity, all degrees >= 1, E[in out] > E[degree]",
    error="O(1/n) for bounded degrees",
    formula=r"\Pr(\text{strong}) \to \frac{(1-a)(1-b)}{1-g}",
)
def strong_connectivity_of_degrees(ensemble: Degrees) -> float:
    r"""Probability that a large graph with given degrees, all at least one, is strong.

    What stands in the way are cycles of neurons with one synapse in (sources) or one out (sinks),
    Poisson in number:

    .. math:: \Pr \to \frac{(1-a)(1-b)}{1-g}, \qquad
        a = \frac{\mathrm E[\text{out};\, \text{in}=1]}{\mathrm E[\deg]},\
        b = \frac{\mathrm E[\text{in};\, \text{out}=1]}{\mathrm E[\deg]},\
        g = \frac{\Pr(\text{in}=\text{out}=1)}{\mathrm E[\deg]}

    Parameters
    ----------
    ensemble
        The degree sequences.

    Returns
    -------
    float
        The limiting probability; relative error below 1e-12.

    Raises
    ------
    DomainError
        If a degree is 0, or if there is no giant component (E[in out] <= E[degree]).

    Notes
    -----
    Valid for n large and bounded degrees. Source: Newman, Strogatz and Watts (2001) for the model;
    the count of cycles is elementary.

    Examples
    --------
    >>> degrees = (1,) * 3 + (3,) * 7
    >>> round(strong_connectivity_of_degrees(Configuration(degrees, degrees)), 3)
    0.875
    """
    return float(_without_cycles(ensemble))


@strong_connectivity_of_degrees.enclosure
def _(ensemble: Configuration) -> Any:
    from flint import fmpq

    exact = _without_cycles(ensemble)
    return fmpq(exact.numerator, exact.denominator)


def _without_cycles(ensemble: Configuration) -> Fraction:
    where = "strong_connectivity_of_degrees"
    pairs = list(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True))
    if min(min(pair) for pair in pairs) < 1:
        raise refusal(where, "ensemble", "have all degrees >= 1", "a degree of 0")
    synapses = sum(ensemble.in_degrees)
    if sum(i * o for i, o in pairs) <= synapses:
        rule = "have a giant component, E[in out] > E[degree]"
        raise refusal(where, "ensemble", rule, "degrees that are too small")
    a = Fraction(sum(o for i, o in pairs if i == 1), synapses)
    b = Fraction(sum(i for i, o in pairs if o == 1), synapses)
    g = Fraction(sum(i == o == 1 for i, o in pairs), synapses)
    return (1 - a) * (1 - b) / (1 - g)
