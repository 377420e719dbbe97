"""All claims of the diagonal state-space models."""

from netbounds.claim import Claim
from netbounds.validation.stable_ssm.gradient_claims import GRADIENT_CLAIMS
from netbounds.validation.stable_ssm.memory_claims import MEMORY_CLAIMS
from netbounds.validation.stable_ssm.robustness_claims import ROBUSTNESS_CLAIMS
from netbounds.validation.stable_ssm.training_claims import TRAINING_CLAIMS

CLAIMS: tuple[Claim, ...] = MEMORY_CLAIMS + ROBUSTNESS_CLAIMS + GRADIENT_CLAIMS + TRAINING_CLAIMS
