"""How many synapses a neuron needs so that all neurons reach each other."""

import math
from typing import Annotated

from annotated_types import Ge, Le

from netbounds.domains import MeanDegree, NeuronCount, OpenProbability, Symbol, Typical
from netbounds.law import Derivation, Kind, Source, Step, law

ComponentFraction = Annotated[
    float,
    Ge(0),
    Le(1),
    Symbol("x", "fraction of the neurons in the largest strong component"),
    Typical(0, 1),
]


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("karp1990", "strong connectivity; Poisson limit"),
    valid="n -> infinity at mean degree ln n + constant",
    formula=r"\Pr(\text{all reach all}) = e^{-2 n e^{-K}}",
    error="of order (ln n)/n",
    accuracy=1e-12,
)
def mutual_reachability(neurons: NeuronCount, mean_degree: MeanDegree) -> float:
    r"""All neurons reach each other unless one of them receives nothing or sends nothing.

    .. math:: \Pr(\text{all reach all}) \to e^{-2 n e^{-K}}

    Parameters
    ----------
    neurons : int
        n.
    mean_degree : float
        K, synapses that a neuron receives on average.

    Returns
    -------
    float
        Probability.

    Notes
    -----
    Valid when: n -> infinity with K = ln n + constant.

    Source: karp1990.

    Examples
    --------
    >>> round(mutual_reachability(100, 5.0), 3)
    0.26
    """
    return math.exp(-2 * neurons * math.exp(-mean_degree))


@mutual_reachability.derivation
def _() -> Derivation:
    import sympy as sp

    neurons, degree = sp.symbols("neurons mean_degree", positive=True)
    n = sp.Symbol("n", positive=True)
    isolated = sp.exp(-degree)
    expected = 2 * neurons * isolated
    limit = sp.limit((1 - degree / n) ** n, n, sp.oo)
    return Derivation(
        steps=(
            Step("A neuron receives nothing with probability, for large n:", limit),
            Step("Neurons that receive nothing or send nothing number on average:", expected),
            Step("They are rare and independent, so none occurs with:", sp.exp(-expected)),
        ),
        result=sp.exp(-expected),
    )


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("karp1990", "strong connectivity; Poisson limit"),
    valid="n -> infinity at fixed probability",
    formula=r"K_\mathrm{min} = \ln n + \ln\frac{2}{\ln(1/p)}",
    error="of order (ln n)/n",
    accuracy=1e-11,
)
def minimal_degree(neurons: NeuronCount, probability: OpenProbability) -> float:
    r"""Mutual reachability of all neurons needs a number of synapses that grows as ln n.

    .. math:: K_\mathrm{min} = \ln n + \ln\frac{2}{\ln(1/p)}

    Parameters
    ----------
    neurons : int
        n.
    probability : float
        Wanted probability p that all neurons reach each other.

    Returns
    -------
    float
        Mean degree that gives it.

    Notes
    -----
    Valid when: n -> infinity. It is what mutual reachability needs; classification can do with
    less.

    Source: karp1990; turcu2022 (the claim that the minimum grows as ln n).

    Examples
    --------
    >>> round(minimal_degree(100, 0.5), 2)
    5.66
    """
    return math.log(neurons) + math.log(2 / -math.log(probability))


@minimal_degree.derivation
def _() -> Derivation:
    import sympy as sp

    neurons, degree = sp.symbols("neurons mean_degree", positive=True)
    probability = sp.Symbol("probability", positive=True)
    law_itself = sp.Eq(-2 * neurons * sp.exp(-degree), sp.log(probability))
    survivors = sp.solve(law_itself.subs(sp.exp(-degree), sp.Symbol("y")), sp.Symbol("y"))[0]
    minimal = -sp.log(survivors)
    return Derivation(
        steps=(
            Step("All reach all with the wanted probability:", law_itself),
            Step("The chance to receive nothing must therefore be:", survivors),
            Step("It is exp(-K), so:", minimal),
        ),
        result=minimal,
    )


@law(
    kind=Kind.EMPIRICAL,
    source=Source("turcu2022", "percolation curve"),
    valid="sparse readout; a heuristic, not a bound: trained networks with many readout neurons"
    " exceed it",
    formula=r"A \approx \frac{1+x^3}{2}",
    error="trained networks exceed it by up to 0.4 at few synapses a neuron",
    accuracy=1e-15,
)
def percolation_accuracy(component_fraction: ComponentFraction) -> float:
    r"""Below full reachability, accuracy follows the cube of the largest strong component.

    .. math:: A \approx \frac{1+x^3}{2}

    Parameters
    ----------
    component_fraction : float
        x, size of the largest strong component over the number of neurons.

    Returns
    -------
    float
        Accuracy, a guide to the eye.

    Notes
    -----
    Valid when: Sparse readout. It is a heuristic and no bound: at 1.5 synapses a neuron and
    full readout, trained networks reach 0.95 where it says 0.53.

    Source: turcu2022.

    Examples
    --------
    >>> percolation_accuracy(0.5)
    0.5625
    """
    return (1 + component_fraction**3) / 2


@percolation_accuracy.derivation
def _() -> Derivation:
    import sympy as sp

    x = sp.Symbol("component_fraction", nonnegative=True)
    decided = x**3
    accuracy = sp.expand(decided + (1 - decided) / 2)
    return Derivation(
        steps=(
            Step("Input, recurrence and readout must each lie in the component:", decided),
            Step("Those patterns are decided, the others guessed:", accuracy),
        ),
        result=accuracy,
    )
