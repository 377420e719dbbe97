"""How fast is the largest Lyapunov exponent of a driven network of 1000 neurons measured?

Prints CPU seconds of netbounds and of the textbook formulation (store all states, build the
Jacobian of every step, orthonormalise), on the same weights, and the exponents they give.

Run from the repository, on one thread:
OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/input_driven_chaos.py
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from netbounds.activations import TANH
from netbounds.simulate.input_driven_chaos import dense_network, lyapunov_exponents

ROUNDS = 5


def timed(ask: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return ask(), time.process_time() - start


def textbook(
    weights: np.ndarray[Any, Any], steps: int, dt: float, count: int, rng: np.random.Generator
) -> np.ndarray[Any, Any]:
    """Exponents from stored states and explicit Jacobians, in the order of the textbook."""
    n, wait = len(weights), steps // 10
    h = np.empty((steps, n))
    h[0] = rng.standard_normal(n)
    for t in range(1, steps):
        h[t] = (1 - dt) * h[t - 1] + dt * weights @ np.tanh(h[t - 1])
    q = np.linalg.qr(rng.standard_normal((n, count)))[0]
    sums, every = np.zeros(count), round(1 / dt)
    for t in range(steps):
        jacobian = (1 - dt) * np.eye(n) + dt * weights * (1 - np.tanh(h[t]) ** 2)
        q = jacobian @ q
        if (t + 1) % every == 0:
            q, r = np.linalg.qr(q)
            if t >= wait:
                sums += np.log(np.abs(np.diag(r)))
    return sums / ((steps - wait) * dt)


def compare(n: int, gain: float, steps: int, dt: float, count: int) -> None:
    """Both on the same network, alternating; medians over the rounds."""
    print(f"\nn = {n}, g = {gain}, {steps} steps of {dt}, {count} exponent(s), medians of {ROUNDS}")
    weights = dense_network(n, gain, np.random.default_rng(1))
    single = weights.astype(np.float32)
    ours, theirs = [], []
    for k in range(ROUNDS):
        wait = steps // 10
        found, seconds = timed(
            lambda k=k, wait=wait: lyapunov_exponents(
                single,
                activation=TANH,
                steps=steps - wait,
                dt=dt,
                count=count,
                discard=wait,
                single=True,
                rng=np.random.default_rng(k),
            )
        )
        ours.append(seconds)
        book, seconds = timed(
            lambda k=k: textbook(weights, steps, dt, count, np.random.default_rng(k))
        )
        theirs.append(seconds)
    print(f"  netbounds {statistics.median(ours):7.2f} s   {found.largest}")
    print(f"  textbook  {statistics.median(theirs):7.2f} s   {book[0]:.4f}")
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    print(f"  ratio     {statistics.median(ratios):7.1f}     (from {min(ratios):.1f} to "
          f"{max(ratios):.1f})")  # fmt: skip


def main() -> None:
    compare(400, 4.0, 2000, 0.1, 10)
    compare(1000, 2.0, 3600, 0.1, 1)


if __name__ == "__main__":
    main()
