"""The Jacobian of a closed-form continuous-time (CfC) cell, and a bound on it."""

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from annotated_types import Gt
from numpy.typing import NDArray
from scipy.special import expit

from netbounds.domains import Examples, Symbol, check, refusal
from netbounds.law import Derivation, Kind, Source, Step, law
from netbounds.theory.low_rank_sparse_control._domains import Norm

if TYPE_CHECKING:
    import sympy

Floats = NDArray[np.float64]
_MATRICES = (np.array([[0.3, -0.7], [1.2, 0.4]]), np.array([[-0.5, 0.9], [0.1, -1.1]]))
_VECTORS = (np.array([0.2, -1.3]), np.array([1.7, 0.4]), np.array([-0.6, 3.0]))
HeadWeights = Annotated[
    Floats, Symbol("W_i", "recurrent weights of a head, shape (n, n)"), Examples(_MATRICES)
]
GateWeights = Annotated[
    Floats, Symbol(r"t_s W_a + W_b", "recurrent weights of the gate, shape (n, n)"),
    Examples(_MATRICES),
]  # fmt: skip
HeadInput = Annotated[
    Floats, Symbol("a, b", "argument of a head's tanh, shape (n,)"), Examples(_VECTORS)
]
GateInput = Annotated[
    Floats, Symbol("c", "argument of the gate's sigmoid, shape (n,)"), Examples(_VECTORS)
]


@law(
    kind=Kind.EXACT,
    source=Source("hasani2022", "the CfC cell; its derivative"),
    valid="any state",
    formula=r"J = D\bigl[(1-g)(1-\tanh^2 a)\bigr] W_1 + D\bigl[g(1-\tanh^2 b)\bigr] W_2"
    r" + D\bigl[g(1-g)(\tanh b - \tanh a)\bigr](t_s W_a + W_b)",
)
def cfc_jacobian(
    first_head: HeadWeights,
    second_head: HeadWeights,
    gate_weights: GateWeights,
    *,
    first_input: HeadInput,
    second_input: HeadInput,
    gate_input: GateInput,
) -> Floats:
    r"""A gradient passes a CfC cell through three matrices: two heads and the gate between them.

    The cell :math:`h' = (1-g)\tanh a + g \tanh b`, :math:`g = \sigma(c)`, with
    :math:`a = W_1 h + \dots`, :math:`b = W_2 h + \dots`, :math:`c = (t_s W_a + W_b) h + \dots` has

    .. math:: J = D\bigl[(1-g)(1-\tanh^2 a)\bigr] W_1 + D\bigl[g(1-\tanh^2 b)\bigr] W_2
              + D\bigl[g(1-g)(\tanh b - \tanh a)\bigr](t_s W_a + W_b)

    Rank and sparsity of the heads do not control the last term.

    Parameters
    ----------
    first_head, second_head
        W_1 and W_2, W[post, pre].
    gate_weights
        t_s W_a + W_b at the time gap t_s.
    first_input, second_input, gate_input
        a, b and c at the state in question.

    Returns
    -------
    array
        J[post, pre], shape (n, n); relative error of each of its three terms below 1e-15.

    Raises
    ------
    DomainError
        If shapes do not fit or something is not finite.

    Notes
    -----
    Valid at any state. Source: Hasani et al. (2022) [hasani2022]_ for the cell.

    Examples
    --------
    >>> import numpy as np
    >>> one, zero = np.eye(1), np.zeros(1)
    >>> cfc_jacobian(one, one, one, first_input=zero, second_input=zero, gate_input=zero)
    array([[1.]])
    """
    n = len(first_input)
    for name, matrix in (
        ("first_head", first_head),
        ("second_head", second_head),
        ("gate_weights", gate_weights),
    ):
        if matrix.shape != (n, n):
            raise refusal("cfc_jacobian", name, f"have shape ({n}, {n})", f"shape {matrix.shape}")
    for name, vector in (("second_input", second_input), ("gate_input", gate_input)):
        if vector.shape != (n,):
            raise refusal("cfc_jacobian", name, f"have shape ({n},)", f"shape {vector.shape}")
    a, b = np.tanh(first_input), np.tanh(second_input)
    g, rest = expit(gate_input), expit(-gate_input)
    jacobian: Floats = (
        (rest * (1 - a) * (1 + a))[:, None] * first_head
        + (g * (1 - b) * (1 + b))[:, None] * second_head
        + (g * rest * (b - a))[:, None] * gate_weights
    )
    return jacobian


@cfc_jacobian.reference
def _(
    first_head: Floats,
    second_head: Floats,
    gate_weights: Floats,
    *,
    first_input: Floats,
    second_input: Floats,
    gate_input: Floats,
) -> list[list[Any]]:
    import mpmath

    def next_state(shift: Any, post: int, pre: int) -> Any:
        a, b, c = (
            mpmath.mpf(x[post]) + shift * mpmath.mpf(w[post, pre])
            for x, w in (
                (first_input, first_head),
                (second_input, second_head),
                (gate_input, gate_weights),
            )
        )
        g = 1 / (1 + mpmath.exp(-c))
        return (1 - g) * mpmath.tanh(a) + g * mpmath.tanh(b)

    n = len(first_input)
    return [
        [mpmath.diff(lambda x, i=i, j=j: next_state(x, i, j), 0) for j in range(n)]
        for i in range(n)
    ]


@law(
    kind=Kind.UPPER_BOUND,
    source=Source("hasani2022", "the CfC cell; the bound is derived here"),
    valid="any state",
    formula=r"\|J\| \le \left\|\begin{bmatrix} W_1 \\ W_2 \end{bmatrix}\right\|"
    r" + \tfrac12 \|t_s W_a + W_b\|",
)
def cfc_jacobian_bound(head_norm: Norm, gate_norm: Norm) -> float:
    r"""A CfC cell contracts if its stacked heads and half of its gate do.

    .. math:: \|J\| \le \left\|\begin{bmatrix} W_1 \\ W_2 \end{bmatrix}\right\|
              + \tfrac12 \|t_s W_a + W_b\|

    Parameters
    ----------
    head_norm
        Spectral norm of the two heads stacked, shape (2n, n).
    gate_norm
        Spectral norm of t_s W_a + W_b.

    Returns
    -------
    float
        Upper bound on the Jacobian's norm at every state. The inverse gives the largest norm of
        the gate that leaves the bound below a wanted one.

    Raises
    ------
    DomainError
        If a norm is negative.

    Notes
    -----
    Valid at any state and size; random states reach about a third of it. Source: Hasani et al.
    (2022) [hasani2022]_ for the cell.

    Examples
    --------
    >>> cfc_jacobian_bound(0.75, 0.5)
    1.0
    """
    return head_norm + gate_norm / 2


@cfc_jacobian_bound.derivation
def _() -> Derivation:
    import sympy

    heads, gate = sympy.symbols("head_norm gate_norm", nonnegative=True)
    g, a, b = sympy.symbols("g alpha beta", real=True)
    cell = (1 - g) * a + g * b
    by_head = (sympy.diff(cell, a), sympy.diff(cell, b))
    row = sympy.sqrt(sum((part**2 for part in by_head), sympy.Integer(0)))
    most = _largest(row, g)
    by_gate = sympy.diff(cell, g) * g * (1 - g)  # the sigmoid's slope is g (1 - g)
    widest = by_gate.subs({a: -1, b: 1})
    half = _largest(widest, g)
    result = most * heads + half * gate
    return Derivation(
        steps=(
            Step("The cell, alpha = tanh a and beta = tanh b.", cell),
            Step("A row of [D1 D2] that acts on the stacked heads is at most so long, since a "
                 "tanh has slopes up to 1.", row),
            Step("Its maximum over the gate.", most),
            Step("The gate acts through this; tanh lies between -1 and 1.", by_gate),
            Step("Its maximum.", half),
            Step("Both terms at worst.", result),
        ),
        result=result,
    )  # fmt: skip


def _largest(expression: "sympy.Expr", g: "sympy.Symbol") -> "sympy.Expr":
    """Maximum over the gate, 0 <= g <= 1: at an end or where it is flat."""
    import sympy

    candidates = [0, 1, *sympy.solve(sympy.diff(expression, g), g)]
    return sympy.Max(*(expression.subs(g, at) for at in candidates))


@cfc_jacobian_bound.inverse
def _(bound: float, *, head_norm: Norm) -> float:
    """The largest norm of the gate that leaves the bound at the wanted value."""
    where = "cfc_jacobian_bound.inverse"
    check(where, "bound", bound, Annotated[float, Gt(0)])
    check(where, "head_norm", head_norm, Norm)
    if head_norm > bound:
        raise refusal(where, "head_norm", f"be <= bound = {bound:g}", head_norm, "shrink the heads")
    return 2 * (bound - head_norm)
