"""Core, upstream and downstream of a large random graph in which every neuron keeps its degrees."""

from typing import TYPE_CHECKING

from netbounds.ensembles import Configuration
from netbounds.law import Kind, Source, law
from netbounds.theory.information_flow._large_graph_arguments import GivenDegrees, degree_classes
from netbounds.theory.information_flow._large_graphs import at_least_one, lasting

if TYPE_CHECKING:
    import mpmath


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("newman2001", "components of directed graphs"),
    valid="n -> infinity with the distribution of degrees fixed",
    error="O(1) neurons in the mean, O(sqrt(n)) in one graph, more at the threshold",
    formula=r"\text{core} = \sum_v (1 - y^{j_v})(1 - x^{k_v}), \quad "
    r"y = \sum_v \frac{k_v}{m} y^{j_v}, \quad x = \sum_v \frac{j_v}{m} x^{k_v}",
    accuracy=1e-9,
)
def bow_tie_in_large_graph(ensemble: GivenDegrees) -> tuple[float, float, float, float]:
    r"""In the core are neurons that hear it through a sender and feed it through a receiver.

    .. math:: \text{core} = \sum_v (1 - y^{j_v})(1 - x^{k_v}), \qquad
        \text{upstream} = \sum_v y^{j_v} (1 - x^{k_v}), \qquad
        \text{downstream} = \sum_v (1 - y^{j_v})\, x^{k_v}

    with in-degrees j, out-degrees k, m synapses, and the least solutions of
    :math:`y = \sum_v (k_v/m) y^{j_v}` (a synapse's sender does not hear the core) and
    :math:`x = \sum_v (j_v/m) x^{k_v}` (its receiver does not feed the core).

    Parameters
    ----------
    ensemble
        The degrees.

    Returns
    -------
    tuple of float
        Mean numbers of neurons in the core, upstream, downstream, elsewhere; without a giant
        component all are elsewhere.

    Notes
    -----
    Valid for large sparse graphs. Relative rounding error below 1e-9. O(n).

    Source: newman2001, components of directed graphs.

    Examples
    --------
    >>> bow_tie_in_large_graph(Configuration((0, 2, 2), (2, 2, 0)))
    (0.0, 0.0, 0.0, 3.0)
    >>> bow_tie_in_large_graph(Configuration((2, 2, 2, 0), (3, 2, 1, 0)))
    (3.0, 0.0, 0.0, 1.0)
    """
    classes = degree_classes(ensemble, ())
    receives, sends, count = classes.receives, classes.sends, classes.count
    hears, deaf = lasting(classes, backwards=True)
    feeds, mute = lasting(classes)
    heard, unheard = at_least_one(receives, hears), deaf**receives
    feeding, silent = at_least_one(sends, feeds), mute**sends
    core, upstream = float(count @ (heard * feeding)), float(count @ (unheard * feeding))
    downstream, rest = float(count @ (heard * silent)), float(count @ (unheard * silent))
    return core, upstream, downstream, rest


@bow_tie_in_large_graph.reference
def _(ensemble: Configuration) -> "list[mpmath.mpf]":
    import mpmath

    from netbounds.theory.information_flow._large_graphs_in_digits import near_in_digits

    turned = Configuration(ensemble.out_degrees, ensemble.in_degrees)
    x, y = (near_in_digits(e, ())["small"] for e in (ensemble, turned))
    pairs = list(zip(ensemble.in_degrees, ensemble.out_degrees, strict=True))
    return [
        mpmath.fsum((1 - y**j) * (1 - x**k) for j, k in pairs),
        mpmath.fsum(y**j * (1 - x**k) for j, k in pairs),
        mpmath.fsum((1 - y**j) * x**k for j, k in pairs),
        mpmath.fsum(y**j * x**k for j, k in pairs),
    ]
