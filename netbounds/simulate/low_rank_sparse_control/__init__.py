"""Low-rank sparse weights, measured: eigenvalues, norms, powers, closed loops, CfC cells."""

from .cell import cfc_jacobian_by_differences as cfc_jacobian_by_differences
from .cell import draw_cell as draw_cell
from .cell import draw_norms as draw_norms
from .cell import jacobian_norm as jacobian_norm
from .loop import closed_loop_is_stable as closed_loop_is_stable
from .loop import draw_loop as draw_loop
from .loop import impulse_response_squared as impulse_response_squared
from .loop import largest_loop_gain as largest_loop_gain
from .spectra import extrapolated_norm as extrapolated_norm
from .spectra import kept_share as kept_share
from .spectra import measured_norm as measured_norm
from .spectra import measured_radius as measured_radius
from .spectra import noise_variance as noise_variance
from .spectra import powers_of_weights as powers_of_weights
from .spectra import rank_one_radius as rank_one_radius
from .spectra import resolvent_gain_measured as resolvent_gain_measured
from .spectra import truncated_strength as truncated_strength
from .spectra import truncated_unitary_radius as truncated_unitary_radius
from .weights import low_rank_sparse_weights as low_rank_sparse_weights
from .weights import low_rank_weights as low_rank_weights
from .weights import random_mask as random_mask
