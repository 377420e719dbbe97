"""Measured memory: capacities of recorded states, simulated reservoirs, brute force."""

from netbounds.simulate.correlated_memory_capacity.krylov import krylov_rank as krylov_rank
from netbounds.simulate.correlated_memory_capacity.krylov import random_wiring as random_wiring
