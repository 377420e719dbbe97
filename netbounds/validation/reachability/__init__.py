"""Reachability: the laws of who hears the input, held against drawn graphs and published data."""

from netbounds.validation.reachability.claims import CLAIMS as CLAIMS
from netbounds.validation.reachability.figures import FIGURES as FIGURES
