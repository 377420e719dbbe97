"""All claims of the reachability laws; what would have refuted each stands beside it."""

from netbounds.claim import Claim
from netbounds.validation.reachability.component_claims import COMPONENTS
from netbounds.validation.reachability.limit_claims import LIMITS
from netbounds.validation.reachability.published import PUBLISHED
from netbounds.validation.reachability.reach_claims import REACH

CLAIMS: tuple[Claim, ...] = (*REACH, *COMPONENTS, *LIMITS, *PUBLISHED)
