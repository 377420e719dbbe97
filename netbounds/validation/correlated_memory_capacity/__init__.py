"""Correlated memory capacity: exact and mean-field memory held against reservoirs."""

from netbounds.validation.correlated_memory_capacity.claims import CLAIMS as CLAIMS
from netbounds.validation.correlated_memory_capacity.figures import FIGURES as FIGURES
