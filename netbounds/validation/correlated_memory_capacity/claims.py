"""Claims of correlated memory capacity: each law, its brute force or simulation, its rival."""

from netbounds.claim import Claim
from netbounds.validation.correlated_memory_capacity.chance_claims import CLAIMS as CHANCE
from netbounds.validation.correlated_memory_capacity.linear_claims import CLAIMS as LINEAR
from netbounds.validation.correlated_memory_capacity.nonlinear_claims import CLAIMS as NONLINEAR

CLAIMS: tuple[Claim, ...] = LINEAR + NONLINEAR + CHANCE
