"""
How few synapses let everybody hear?
====================================

The least mean in-degree at which at most one random network in a hundred leaves somebody out. With
independent synapses it grows like ln n; when every neuron receives its share, it does not
grow at all.
"""

import matplotlib.pyplot as plt

from netbounds import Bernoulli, FixedInDegree, Seeds
from netbounds.theory.reachability import minimum_in_degree

sizes = [30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000]
wanted = {
    "strongly connected": (Bernoulli, "strongly connected"),
    "one neuron reaches all": (Bernoulli, "reached"),
    "one neuron reaches all, fixed in-degree": (FixedInDegree, "reached"),
}

figure, axes = plt.subplots(figsize=(6, 3.6), num="Least in-degree against network size")
for label, (family, requirement) in wanted.items():
    least = [
        minimum_in_degree(family, n, failure=0.01, requirement=requirement, drive=Seeds(1))
        for n in sizes
    ]
    axes.plot(sizes, least, "o-", label=label)
axes.set(xscale="log", xlabel="neurons", ylabel="least synapses per neuron", ylim=(0, None))
axes.legend()
