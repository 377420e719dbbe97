"""
Does the worm still hear when synapses fail?
============================================

Every synapse of *C. elegans* is lost with the same probability. How surely does everybody whom the
sensory input reaches still hear it? Drawn losses beside two bounds that hold for every graph.
"""

import matplotlib.pyplot as plt
import numpy as np

from netbounds import datasets
from netbounds.theory.information_flow import reliability

worm = datasets.celegans()
sensory = np.flatnonzero(np.array(worm.classes) == "sensory")
losses = np.array([0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5])

found = [reliability(worm, sensory, failure=float(loss), trials=400) for loss in losses]

figure, axes = plt.subplots(figsize=(6, 3.6), num="Probability that everybody is still reached")
axes.plot(losses, [one.monte_carlo.all_reached for one in found], "o", label="losses drawn")
axes.plot(losses, [one.upper_all for one in found], label="upper bound")
axes.plot(losses, [one.lower_all for one in found], label="lower bound")
axes.set(xlabel="probability that a synapse is lost", ylabel="P(nobody is cut off)")
axes.legend()
