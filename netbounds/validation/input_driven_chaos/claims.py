"""Claims of input-driven chaos: each law, its simulation, its rival."""

from netbounds.claim import Claim
from netbounds.validation.input_driven_chaos.balanced_claims import BALANCED_CLAIMS
from netbounds.validation.input_driven_chaos.discrete_claims import DISCRETE_CLAIMS
from netbounds.validation.input_driven_chaos.expansive_claims import EXPANSIVE_CLAIMS
from netbounds.validation.input_driven_chaos.scaling_claims import SCALING_CLAIMS
from netbounds.validation.input_driven_chaos.silencing_claims import SILENCING_CLAIMS
from netbounds.validation.input_driven_chaos.spectrum_claims import SPECTRUM_CLAIMS
from netbounds.validation.input_driven_chaos.stationary_claims import STATIONARY_CLAIMS

CLAIMS: tuple[Claim, ...] = (
    DISCRETE_CLAIMS
    + SPECTRUM_CLAIMS
    + STATIONARY_CLAIMS
    + EXPANSIVE_CLAIMS
    + BALANCED_CLAIMS
    + SILENCING_CLAIMS
    + SCALING_CLAIMS
)
