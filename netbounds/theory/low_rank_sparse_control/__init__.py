"""Low-rank sparse recurrent weights: what do rank and sparsity do to radius, norm and stability?"""

from .cell import cfc_jacobian as cfc_jacobian
from .cell import cfc_jacobian_bound as cfc_jacobian_bound
from .closed_loop import loop_stability_probability as loop_stability_probability
from .finite_size import finite_size_radius as finite_size_radius
from .finite_size import rank_one_mean_radius as rank_one_mean_radius
from .gradients import gradient_decay as gradient_decay
from .gradients import memory_horizon as memory_horizon
from .kept import kept_strength as kept_strength
from .kept import masked_squared_norm as masked_squared_norm
from .kept import smallest_kept_singular_value as smallest_kept_singular_value
from .loop_bounds import loop_gain_bound as loop_gain_bound
from .loop_bounds import loop_stability_bound as loop_stability_bound
from .loop_bounds import strongest_feedback as strongest_feedback
from .norm import recurrent_norm as recurrent_norm
from .norm import sparsity_for_norm as sparsity_for_norm
from .orthogonal_norm import lightly_masked_norm as lightly_masked_norm
from .orthogonal_norm import masked_orthogonal_norm as masked_orthogonal_norm
from .radius import RadiusDesign as RadiusDesign
from .radius import designs_for_radius as designs_for_radius
from .radius import recurrent_radius as recurrent_radius
from .radius import sparsity_for_radius as sparsity_for_radius
from .response import impulse_response_power as impulse_response_power
from .response import resolvent_gain as resolvent_gain
from .response import stationary_variance as stationary_variance
from .truncated_unitary import truncated_unitary_mean_radius as truncated_unitary_mean_radius
from .truncated_unitary import (
    truncated_unitary_radius_probability as truncated_unitary_radius_probability,
)
