"""Small laws and samples of known truth, for tests of the engine."""

import time

import numpy as np

from netbounds.claim import Claim, bound, distribution, grid, identity, mean, published, slope


def square(n):
    return float(n * n)


def noisy_square(n, rng):
    return n * n * (1 + 0.1 * rng.normal())


def heads(p, rng):
    return rng.random() < p


def uniform(rng):
    return rng.random()


def three_normals(n, rng):
    return n * np.array([1.0, 2.0, 3.0]) + 0.1 * rng.normal(size=3)


def die(rng):
    return int(rng.integers(6))


def exponential(rng):
    return rng.exponential()


def power(n, rng):
    return n**1.5 * np.exp(0.05 * rng.normal())


def below_square(n, rng):
    return n * n * (1 - 0.1 * rng.random())


def pair_of_big_integers(n, rng):
    return {"a": int(rng.integers(10**15)) ** 3, "b": int(rng.integers(1, n))}


def sum_by_counting(a, b):
    for _ in range(b):
        a += 1
    return a


def factorial_by_product(n):
    product = 1
    for i in range(1, n + 1):
        product *= i
    return product


def factorial(n):
    return n * factorial(n - 1) if n else 1


def squares_table():
    return [({"n": 2}, "4.00"), ({"n": 3}, "9.00", 0.1)]


N = grid(n=[2, 3])

CLAIMS: tuple[Claim, ...] = (
    mean("noisy square", law=square, sample=noisy_square, at=N, rival=lambda n: n**2.1),
    mean("heads", law=lambda p: p, sample=heads, at=grid(p=[0.3, 0.7]),
         rival=lambda p: p**1.2, budget=65536),
    mean("uniform", law=lambda: 0.5, sample=uniform, at=grid(), rival=lambda: 0.45,
         support=(0, 1), budget=65536),
    mean("three normals", law=lambda n: n * np.array([1.0, 2.0, 3.0]), sample=three_normals,
         at=N, rival=lambda n: n * np.array([1.0, 2.0, 3.2])),
    mean("up to an allowance", law=lambda n: 1.01 * n * n, sample=noisy_square, at=N,
         rival=lambda n: 1.1 * n * n, systematic=lambda n: 0.02 * n * n,
         why="the law leaves out a term of one percent"),
    bound("below the square", law=square, sample=below_square, at=N, rival=lambda n: 0.95 * n * n),
    distribution("die", law=lambda: np.full(6, 1 / 6), sample=die, at=grid(),
                 rival=lambda: np.array([4, 4, 4, 4, 4, 5]) / 25),
    distribution("exponential", law=lambda x: 1 - np.exp(-x), sample=exponential, at=grid(),
                 rival=lambda x: 1 - np.exp(-x**1.1), continuous=True),
    slope("power", law=lambda: 1.5, sample=power, at=grid(n=[10, 100, 1000]), along="n",
          rival=lambda: 1.6),
    identity("factorial", law=factorial, sample=factorial_by_product, at=grid(n=[3, 25]),
             rival=lambda n: n * n),
    identity("sum", law=lambda a, b: a + b, sample=sum_by_counting, draw=pair_of_big_integers,
             at=grid(n=[10]), rival=lambda a, b: a + b + 1),
    published("squares", law=square, table=squares_table, rival=lambda n: n**2.2),
    published("squares, simulated too", law=square, table=squares_table, rival=lambda n: n**2.2,
              sample=noisy_square),
)  # fmt: skip


def with_law(law):
    return mean("square", law=law, sample=noisy_square, at=N, rival=lambda n: n**2.1,
                full=grid(n=[10]))  # fmt: skip


def slow_noisy_square(n, rng):
    time.sleep(0.001)
    return noisy_square(n, rng)


SLOW: tuple[Claim, ...] = tuple(
    mean(name, law=square, sample=slow_noisy_square, at=N, rival=lambda n: 1.06 * n * n,
         trials=16, block=4, budget=512, resolution=0.04)
    for name in ("slow square", "another slow square")
)  # fmt: skip


def sometimes_fails(n, rng):
    value = rng.random()
    if value > 0.9:
        raise ValueError(value)
    return value


failing = mean("now and then it fails", law=lambda: 0.5, sample=sometimes_fails, at=grid(n=[2]),
               rival=lambda: 0.4)  # fmt: skip
