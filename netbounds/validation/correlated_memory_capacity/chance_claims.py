"""Claims about chance: what a finite recording adds to measured capacities."""

from netbounds.claim import Claim, distribution, grid, mean
from netbounds.simulate import correlated_memory_capacity as simulate
from netbounds.validation.correlated_memory_capacity.predictions import (
    chi_square_cdf,
    null_cdf,
    summed,
    true_sum,
)

CLAIMS: tuple[Claim, ...] = (
    distribution(
        "chance capacity is Beta distributed",
        law=null_cdf,
        sample=simulate.null_capacity,
        at=grid(samples=[60], readouts=[20]),
        rival=chi_square_cdf,
        continuous=True,
        trials=1024,
        budget=4096,
    ),
    distribution(
        "forgotten inputs have chance capacity",
        law=null_cdf,
        sample=simulate.forgotten_capacity,
        at=grid(samples=[40], readouts=[15], delay=[40]),
        rival=chi_square_cdf,
        continuous=True,
        trials=1024,
        budget=4096,
    ),
    mean(
        "plain sums of capacities grow with the delays looked at, adjusted sums do not",
        law=summed,
        sample=simulate.summed_capacity,
        at=grid(readouts=[20], targets=[100], samples=[200, 400, 1600]),
        rival=true_sum,
        systematic=lambda readouts, targets, samples: (targets - readouts / 2)
        * readouts * 4 / samples**2,
        why="old inputs are shifted copies of the taps, which lowers chance by a few 1/T of itself",
        trials=256,
        budget=1024,
    ),
)  # fmt: skip
