"""Low-rank sparse weights as they are drawn: a truncated matrix, and a mask on it."""

import math
from typing import Annotated, Literal

import numpy as np
from annotated_types import Ge, Lt
from numpy.typing import NDArray

from netbounds.domains import NeuronCount, check, refusal
from netbounds.simulate.reservoir import orthogonal_weights

FloatArray = NDArray[np.float64]
Initialisation = Literal["glorot", "orthogonal"]
MaskKind = Literal["independent", "counted"]
Sparsity = Annotated[float, Ge(0), Lt(1)]


def low_rank_weights(
    n: int, rank: int, initialisation: Initialisation, rng: np.random.Generator
) -> FloatArray:
    """A dense matrix of the given rank, truncated from a full one.

    "glorot": entries uniform on +-sqrt(3/n) (variance 1/n), of which the largest singular values
    are kept. "orthogonal": all singular values are 1, so truncation by size is not unique; the
    Haar matrix Q becomes Q P P^T with P the first `rank` columns of an independent one.

    Raises
    ------
    DomainError
        If n < 1, the rank is not between 1 and n, or the initialisation is neither of the two.

    Examples
    --------
    >>> import numpy as np
    >>> weights = low_rank_weights(20, 3, "orthogonal", np.random.default_rng(0))
    >>> int(np.linalg.matrix_rank(weights)), round(float(np.sum(weights**2)), 9)
    (3, 3.0)
    """
    check("low_rank_weights", "n", n, NeuronCount)
    check("low_rank_weights", "initialisation", initialisation, Initialisation)
    check("low_rank_weights", "rank", rank, Annotated[int, Ge(1)])
    if rank > n:
        raise refusal("low_rank_weights", "rank", f"be <= n = {n}", rank)
    if initialisation == "orthogonal":
        full = orthogonal_weights(n, 1.0, rng)
        if rank == n:
            return full
        # LAPACK's signs of these columns are not random, but they cancel in P P^T
        some, _ = np.linalg.qr(rng.standard_normal((n, rank)))
        return np.asarray((full @ some) @ some.T)
    full = rng.uniform(-math.sqrt(3 / n), math.sqrt(3 / n), (n, n))
    if rank == n:
        return full
    left, values, right = np.linalg.svd(full)
    return np.asarray((left[:, :rank] * values[:rank]) @ right[:rank])


def random_mask(
    n: int, sparsity: float, rng: np.random.Generator, *, kind: MaskKind = "independent"
) -> FloatArray:
    """Zeros and ones, the diagonal like the rest.

    "independent": each entry is zero with the probability `sparsity`. "counted": exactly
    int(round(n^2 (1 - sparsity))) ones at random places, as the random wirings of the package ncps
    have them.

    Raises
    ------
    DomainError
        If n < 1, the sparsity does not lie in [0, 1), or there is no such kind of mask.

    Examples
    --------
    >>> import numpy as np
    >>> mask = random_mask(10, 0.93, np.random.default_rng(0), kind="counted")
    >>> int(mask.sum())
    7
    """
    check("random_mask", "n", n, NeuronCount)
    check("random_mask", "sparsity", sparsity, Sparsity)
    check("random_mask", "kind", kind, MaskKind)
    if kind == "independent":
        return (rng.random((n, n)) >= sparsity).astype(float)
    mask = np.zeros(n * n)
    mask[rng.choice(n * n, round(n * n * (1 - sparsity)), replace=False)] = 1.0
    return mask.reshape(n, n)


def low_rank_sparse_weights(
    n: int,
    rank: int,
    sparsity: float,
    initialisation: Initialisation,
    rng: np.random.Generator,
) -> FloatArray:
    """Recurrent weights W[post, pre]: truncated to a rank, then masked.

    The mask raises the rank again, almost surely to n: `rank` counts before masking.

    Raises
    ------
    DomainError
        If n < 1, the rank is not between 1 and n, the sparsity does not lie in [0, 1), or the
        initialisation is unknown.

    Examples
    --------
    >>> import numpy as np
    >>> weights = low_rank_sparse_weights(20, 3, 0.5, "glorot", np.random.default_rng(0))
    >>> int(np.linalg.matrix_rank(weights))
    20
    """
    dense = low_rank_weights(n, rank, initialisation, rng)
    return np.asarray(dense * random_mask(n, sparsity, rng))
