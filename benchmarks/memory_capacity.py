"""How fast, and how truly, is the memory capacity of a reservoir measured?

Prints CPU seconds of netbounds and reservoirpy on the same reservoir and the same inputs in the
same run, and how far each lies from the exact value where there is one.

Run from the repository with reservoirpy installed, on one thread:
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/memory_capacity.py
"""

import contextlib
import io
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import sparse

from netbounds.activations import IDENTITY, TANH, Activation
from netbounds.simulate.correlated_memory_capacity import reservoir_memory
from netbounds.simulate.reservoir import orthogonal_weights
from netbounds.theory.correlated_memory_capacity import linear_memory_function, memory_capacity

STEPS = 100_000


def timed(ask: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return ask(), time.process_time() - start


def peer(weights: Any, u: Any, inputs: Any, activation: Activation, lags: int) -> float:
    from reservoirpy.nodes import Reservoir, Ridge
    from reservoirpy.observables import memory_capacity as measure

    reservoir = Reservoir(
        W=weights, Win=u[:, None], bias=np.zeros(u.size), lr=1.0, activation=activation.name
    )
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = measure(reservoir >> Ridge(ridge=1e-8), k_max=lags, series=inputs[:, None])
    return float(found)


def compare(title: str, weights: Any, u: Any, activation: Activation, lags: int) -> None:
    print(f"\n{title}; {STEPS} steps, {lags} delays")
    inputs = np.random.default_rng(2).uniform(-0.8, 0.8, STEPS)

    def ours() -> Any:
        return reservoir_memory(
            weights, u, inputs, activation=activation, delays=lags + 1, washout=lags + 1
        )

    ours()  # compiles, on first use
    found, seconds = timed(ours)
    from_one = float(found.function[1:].sum())  # the peer starts at delay 1
    low, high = found.interval()
    half = (high - low) / 2
    print(f"  netbounds    {seconds:6.2f} s   delays 1..{lags}: {from_one:.3f} ± {half:.3f} (95 %)")
    theirs, slow = timed(lambda: peer(weights, u, inputs, activation, lags))
    print(f"  reservoirpy  {slow:6.2f} s   delays 1..{lags}: {theirs:.3f}")
    print(f"  ratio {slow / seconds:.2f}")
    if activation is IDENTITY:
        exact = memory_capacity(weights, u, orientation="post-pre", delays=lags + 1).function
        truth = float(exact[1:].sum())
        inside = "inside" if abs(from_one - truth) <= half else "OUTSIDE"
        print(
            f"  exact {truth:.3f}: netbounds off by {from_one - truth:+.3f}, {inside} its bar;",
            end="",
        )
        print(f" reservoirpy off by {theirs - truth:+.3f}")


def main() -> None:
    rng = np.random.default_rng(1)
    n = 1000
    weights = sparse.random_array((n, n), density=0.1, format="csr", rng=rng)
    weights.data = rng.standard_normal(weights.nnz)
    weights *= 0.9 / np.max(np.abs(np.linalg.eigvals(weights.toarray())))
    u = rng.choice([-1.0, 1.0], n)
    compare("1000 tanh neurons, 10 % connected", sparse.csr_array(weights), u, TANH, 300)

    n = 100
    u = rng.standard_normal(n)
    compare("100 orthogonal linear neurons, radius 0.98", orthogonal_weights(n, 0.98, rng), u,
            IDENTITY, 200)  # fmt: skip

    dense = rng.standard_normal((1000, 1000)) * 0.9 / np.sqrt(1000)
    linear_memory_function([0.5], 3)
    values, first = timed(lambda: np.linalg.eigvals(dense))
    memory, second = timed(lambda: linear_memory_function(values, 3000))
    print("\nexact memory function, n = 1000, 3000 delays")
    print(f"  eigenvalues {first:.2f} s, cascade {second:.3f} s, sum {memory.sum():.10f}")


if __name__ == "__main__":
    main()
