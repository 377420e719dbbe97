"""Classical capacities held against linear separation, trained margins and attractor dynamics."""

from .claims import CLAIMS as CLAIMS
from .figures import FIGURES as FIGURES
