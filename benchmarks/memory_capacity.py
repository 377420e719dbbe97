"""How fast, and how truly, is the memory capacity of a reservoir measured?

Prints CPU seconds of netbounds and reservoirpy on the same reservoir and the same inputs in the
same run, and how far each lies from the exact value where there is one: on series of the length
that reservoirpy takes by itself (ten times the number of delays), and on long ones. The peer gets
next to no ridge; between 0 and 1e-4 the ridge changes its result by less than 1e-4.

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


def ours(weights: Any, u: Any, inputs: Any, activation: Activation, lags: int) -> Any:
    return reservoir_memory(
        weights, u, inputs, activation=activation, delays=lags + 1, washout=lags + 1
    )


def speed(weights: Any, u: Any, lags: int) -> None:
    print(f"\n1000 tanh neurons, 10 % connected; {STEPS} steps, {lags} delays; CPU seconds")
    inputs = np.random.default_rng(2).uniform(-0.8, 0.8, STEPS)
    ours(weights, u, inputs[:5000], TANH, lags)  # compiles, on first use
    ratios = []
    for _ in range(3):
        found, seconds = timed(lambda: ours(weights, u, inputs, TANH, lags))
        theirs, slow = timed(lambda: peer(weights, u, inputs, TANH, lags))
        ratios.append(slow / seconds)
        low, high = found.interval()
        value = float(found.function[1:].sum())  # the peer starts at delay 1
        print(f"  netbounds {seconds:6.2f} s   {value:.2f} ± {(high - low) / 2:.2f} (95 %)")
        print(f"  reservoirpy {slow:4.2f} s   {theirs:.2f}")
    print(f"  ratio, median of 3: {np.median(ratios):.2f}")


def truth(weights: Any, u: Any, lags: int, steps: int, count: int) -> None:
    """Both against the exact value, on the same series."""
    exact = memory_capacity(weights, u, orientation="post-pre", delays=lags + 1).function[1:].sum()
    print(
        f"\n100 orthogonal linear neurons, radius 0.98; {steps} steps, {lags} delays, {count} times"
    )
    print(f"  exact, delays 1..{lags}: {exact:.3f}")
    mine, theirs, bars, mine_time, their_time = [], [], [], 0.0, 0.0
    for seed in range(count):
        inputs = np.random.default_rng(seed).uniform(-0.8, 0.8, steps)
        found, seconds = timed(lambda s=inputs: ours(weights, u, s, IDENTITY, lags))
        mine_time += seconds
        mine.append(float(found.function[1:].sum()))
        low, high = found.interval()
        bars.append((high - low) / 2)
        value, seconds = timed(lambda s=inputs: peer(weights, u, s, IDENTITY, lags))
        their_time += seconds
        theirs.append(value)
    inside = np.count_nonzero(np.abs(np.array(mine) - exact) <= bars)
    for name, values, seconds in (
        ("netbounds", mine, mine_time),
        ("reservoirpy", theirs, their_time),
    ):
        mean, spread = np.mean(values), np.std(values, ddof=1)
        bias = f"{mean - exact:+.3f} ± {spread / np.sqrt(count):.3f}"
        print(f"  {name:12s} mean {mean:.3f} (off by {bias}), scatter {spread:.3f}, "
              f"{seconds / count:.2f} CPU s")  # fmt: skip
    print(
        f"  exact value inside of our 95 % bar: {inside} of {count} (mean bar {np.mean(bars):.2f})"
    )


def main() -> None:
    rng = np.random.default_rng(1)
    n = 1000
    weights = sparse.random_array((n, n), density=0.1, format="csr", rng=rng)
    weights.data = rng.standard_normal(weights.nnz)
    weights *= 0.9 / np.max(np.abs(np.linalg.eigvals(weights.toarray())))
    u = rng.choice([-1.0, 1.0], n)
    speed(sparse.csr_array(weights), u, 300)

    n, lags = 100, 200
    u, weights = rng.standard_normal(n), orthogonal_weights(n, 0.98, rng)
    truth(weights, u, lags, 10 * lags, 40)  # the length that the peer takes by itself
    truth(weights, u, lags, STEPS, 10)

    dense = rng.standard_normal((1000, 1000)) * 0.9 / np.sqrt(1000)
    linear_memory_function([0.5], 3)
    print("\nexact memory function, n = 1000, 3000 delays; CPU seconds")
    for _ in range(3):
        values, first = timed(lambda: np.linalg.eigvals(dense))
        memory, second = timed(lambda v=values: linear_memory_function(v, 3000))
        print(f"  eigenvalues {first:.2f} s, cascade {second:.3f} s, sum {memory.sum():.10f}")


if __name__ == "__main__":
    main()
