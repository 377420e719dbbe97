"""Claims on given graphs and on ensembles, and what would have refuted each."""

from netbounds.claim import Claim
from netbounds.validation.information_flow.ensemble_claims import ENSEMBLE_CLAIMS
from netbounds.validation.information_flow.failure_claims import FAILURE_CLAIMS
from netbounds.validation.information_flow.large_graph_claims import LARGE_GRAPH_CLAIMS
from netbounds.validation.information_flow.signal_claims import SIGNAL_CLAIMS
from netbounds.validation.information_flow.structure_claims import STRUCTURE_CLAIMS

CLAIMS: tuple[Claim, ...] = (
    *STRUCTURE_CLAIMS,
    *FAILURE_CLAIMS,
    *SIGNAL_CLAIMS,
    *ENSEMBLE_CLAIMS,
    *LARGE_GRAPH_CLAIMS,
)
