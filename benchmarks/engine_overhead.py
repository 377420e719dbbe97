"""What the engine costs beside its trials: 10,000 blocks of 10 ms on 2 workers.

Prints ratios: wall time to ideal (the trials' own time, shared among the workers), and wall time
to bare joblib (its own batching) with the same nap. Workers are warm; a trial sleeps, so that the
figures hold on a busy machine too.

Usage: python benchmarks/engine_overhead.py [blocks]
"""

import sys
import tempfile
import time
from pathlib import Path

import joblib

from netbounds.claim import grid, mean
from netbounds.validation import sweep

WORKERS = 2
ROUNDS = 5


def nap(rng):
    time.sleep(0.01)
    return rng.random()


def timed_nap(i):
    started = time.perf_counter()
    time.sleep(0.01)
    return time.perf_counter() - started


def engine(blocks):
    claim = mean(
        "nap", law=lambda: 0.5, sample=nap, at=grid(), rival=lambda: 0.4, support=(0, 1),
        trials=blocks, budget=blocks, block=1,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        (verdict,) = sweep({"benchmark": [claim]}, store=Path(folder) / "s.sqlite", workers=WORKERS)
        return time.perf_counter() - started, verdict.seconds / WORKERS


def bare(blocks):
    started = time.perf_counter()
    with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
        own = joblib.Parallel(n_jobs=WORKERS, return_as="generator_unordered")(
            joblib.delayed(timed_nap)(i) for i in range(blocks)
        )
        seconds = sum(own)
    return time.perf_counter() - started, seconds / WORKERS


def main():
    blocks = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    engine(8)  # the workers start and import netbounds
    totals = [0.0] * 4
    for _ in range(ROUNDS):  # in turns, since other programs come and go
        parts = (*engine(blocks // ROUNDS), *bare(blocks // ROUNDS))
        totals = [a + b for a, b in zip(totals, parts, strict=True)]
    wall, ideal, bare_wall, bare_ideal = totals
    print(f"{blocks} blocks of 10 ms on {WORKERS} workers, in {ROUNDS} runs")
    print(f"engine       {wall:7.2f} s, ideal {ideal:7.2f} s, ratio {wall / ideal:.3f}")
    print(f"bare joblib  {bare_wall:7.2f} s, ideal {bare_ideal:7.2f} s, "
          f"ratio {bare_wall / bare_ideal:.3f}")  # fmt: skip
    print(f"engine / bare joblib {wall / bare_wall:.3f}")


if __name__ == "__main__":
    main()
