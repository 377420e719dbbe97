"""Claims and figures of classification by sparse recurrent networks."""

from netbounds.claim import Claim
from netbounds.validation.figures import Figure
from netbounds.validation.sparse_rnn_classification import (
    behaviour_claims,
    calibration_figures,
    capacity_figures,
    gradient_claims,
    hebbian_claims,
    iterated_claims,
    one_shot_claims,
    structure_claims,
    theory_figures,
    training_figures,
)

CLAIMS: tuple[Claim, ...] = (
    *one_shot_claims.CLAIMS,
    *hebbian_claims.CLAIMS,
    *iterated_claims.CLAIMS,
    *structure_claims.CLAIMS,
    *gradient_claims.CLAIMS,
    *behaviour_claims.CLAIMS,
)
FIGURES: tuple[Figure, ...] = (
    *theory_figures.FIGURES,
    *capacity_figures.FIGURES,
    *training_figures.FIGURES,
    *calibration_figures.FIGURES,
)
