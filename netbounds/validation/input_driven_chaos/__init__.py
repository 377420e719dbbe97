"""Input-driven chaos: laws of growth and suppression held against random networks."""

from netbounds.validation.input_driven_chaos.claims import CLAIMS as CLAIMS
from netbounds.validation.input_driven_chaos.figures import FIGURES as FIGURES
