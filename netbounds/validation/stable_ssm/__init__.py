"""Diagonal state-space models: laws of memory, robustness and training held against trial."""

from .claims import CLAIMS as CLAIMS
from .figures import FIGURES as FIGURES
