"""
What does a margin cost?
========================

A perceptron with N weights stores 2 N random patterns. If every pattern is to keep a distance from
the boundary, fewer fit; if the signs of the weights are prescribed (Dale's law), half as many.
"""

import matplotlib.pyplot as plt
import numpy as np

from netbounds.theory.classical_capacity import capacity_at_margin

margins = np.linspace(0, 3, 60)
free = np.array([capacity_at_margin(m) for m in margins])

figure, axes = plt.subplots(figsize=(6, 3.6), num="Patterns per weight against the margin")
axes.plot(margins, free, label="free signs")
axes.plot(margins, free / 2, label="prescribed signs")
axes.set(xlabel="margin", ylabel="patterns per weight", ylim=(0, None))
axes.legend()
