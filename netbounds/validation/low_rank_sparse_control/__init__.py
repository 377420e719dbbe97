"""Low-rank sparse weights held against drawn matrices, closed loops and cells."""

from .claims import CLAIMS as CLAIMS
from .figures import FIGURES as FIGURES
