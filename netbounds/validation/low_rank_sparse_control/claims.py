"""Claims of the low-rank sparse weights: spectra first, then gradients, loops and cells."""

from netbounds.claim import Claim
from netbounds.validation.low_rank_sparse_control.dynamics_claims import DYNAMICS_CLAIMS
from netbounds.validation.low_rank_sparse_control.spectrum_claims import SPECTRUM_CLAIMS

CLAIMS: tuple[Claim, ...] = (*SPECTRUM_CLAIMS, *DYNAMICS_CLAIMS)
