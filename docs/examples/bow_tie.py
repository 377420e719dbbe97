"""
Who stands where in a random graph?
===================================

Core, upstream, downstream: the shares of a large random graph against its mean degree, and the
shares of one drawn graph of 2000 neurons beside them.
"""

import matplotlib.pyplot as plt
import numpy as np

from netbounds import Bernoulli, Graph
from netbounds.simulate.random_graphs import draw_graph
from netbounds.theory.information_flow import bow_tie
from netbounds.theory.reachability import giant_out_fraction

rng = np.random.default_rng(1)
degrees = np.linspace(0.5, 5, 60)
zeta = np.array([giant_out_fraction(k) for k in degrees])

figure, axes = plt.subplots(figsize=(6, 3.6), num="Bow tie of a random graph")
axes.plot(degrees, zeta**2, label="core")
axes.plot(degrees, zeta * (1 - zeta), label="upstream (or downstream)")
for k in (1, 1.5, 2, 3, 4):
    pre, post = draw_graph(Bernoulli(2000, k / 2000), rng)
    found = bow_tie(Graph(pre=pre, post=post, n=2000))
    axes.plot(k, found.core.mean(), "o", color="C0")
    axes.plot(k, found.upstream.mean(), "o", color="C1")
axes.set(xlabel="synapses per neuron", ylabel="share of the neurons")
axes.legend()
