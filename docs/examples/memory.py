"""
How much of the past does a reservoir hold?
===========================================

Three wirings of 40 linear neurons, one input neuron. Their total memory is 40 for all of them;
where on the time axis it lies is what the eigenvalues decide.
"""

import matplotlib.pyplot as plt
import numpy as np

from netbounds.theory.correlated_memory_capacity import linear_memory_function

n, delays = 40, 120
circle = np.exp(2j * np.pi * np.arange(n) / n)
rng = np.random.default_rng(0)
gaussian = np.linalg.eigvals(rng.standard_normal((n, n)) / np.sqrt(n))

figure, axes = plt.subplots(figsize=(6, 3.6), num="Memory against delay for three wirings")
wirings = {
    "ring, radius 0.95": 0.95 * circle,
    "ring, radius 0.8": 0.8 * circle,
    "random, radius 0.9": 0.9 * gaussian / abs(gaussian).max(),
}
for label, eigenvalues in wirings.items():
    memory = linear_memory_function(eigenvalues, delays)
    axes.plot(memory, label=f"{label}: {memory.sum():.1f} of {n} in {delays} delays")
axes.set(xlabel="delay, steps", ylabel="fraction of the input recalled")
axes.legend()
