"""When does the input to a chaotic network suppress its chaos?"""

from netbounds.theory.input_driven_chaos.amplitude_limits import (
    frozen_input_amplitude as frozen_input_amplitude,
)
from netbounds.theory.input_driven_chaos.amplitude_limits import (
    threshold_input_amplitude as threshold_input_amplitude,
)
from netbounds.theory.input_driven_chaos.balanced import (
    BalancedMeanField as BalancedMeanField,
)
from netbounds.theory.input_driven_chaos.balanced import (
    balanced_mean_field as balanced_mean_field,
)
from netbounds.theory.input_driven_chaos.balanced_limits import (
    balanced_growth as balanced_growth,
)
from netbounds.theory.input_driven_chaos.balanced_limits import (
    balanced_mean_ratio as balanced_mean_ratio,
)
from netbounds.theory.input_driven_chaos.balanced_limits import (
    balanced_spread as balanced_spread,
)
from netbounds.theory.input_driven_chaos.balanced_limits import (
    largest_stable_step as largest_stable_step,
)
from netbounds.theory.input_driven_chaos.common_input import (
    CommonInputMeanField as CommonInputMeanField,
)
from netbounds.theory.input_driven_chaos.common_input import (
    common_input_mean_field as common_input_mean_field,
)
from netbounds.theory.input_driven_chaos.critical_amplitude import (
    critical_input_amplitude as critical_input_amplitude,
)
from netbounds.theory.input_driven_chaos.discrete import (
    discrete_lyapunov_exponent as discrete_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.discrete import (
    edge_of_chaos_variance as edge_of_chaos_variance,
)
from netbounds.theory.input_driven_chaos.discrete import (
    stationary_variance as stationary_variance,
)
from netbounds.theory.input_driven_chaos.edges import (
    EdgeOfChaos as EdgeOfChaos,
)
from netbounds.theory.input_driven_chaos.edges import (
    edge_of_chaos as edge_of_chaos,
)
from netbounds.theory.input_driven_chaos.energy import (
    autocovariance_potential as autocovariance_potential,
)
from netbounds.theory.input_driven_chaos.energy import (
    continuous_variance as continuous_variance,
)
from netbounds.theory.input_driven_chaos.noise_edge import (
    edge_of_chaos_noise as edge_of_chaos_noise,
)
from netbounds.theory.input_driven_chaos.noise_edge import (
    local_instability_noise as local_instability_noise,
)
from netbounds.theory.input_driven_chaos.noise_edge import (
    white_noise_edge as white_noise_edge,
)
from netbounds.theory.input_driven_chaos.partial_drive import (
    critical_driven_fraction as critical_driven_fraction,
)
from netbounds.theory.input_driven_chaos.partial_drive import (
    partial_drive_lyapunov_exponent as partial_drive_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.quasi_static import (
    quasi_static_input_amplitude as quasi_static_input_amplitude,
)
from netbounds.theory.input_driven_chaos.quasi_static import (
    quasi_static_lyapunov_exponent as quasi_static_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.sparse import (
    sparse_lyapunov_exponent as sparse_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.sparse import (
    sparse_stationary_variance as sparse_stationary_variance,
)
from netbounds.theory.input_driven_chaos.stationary import (
    StationaryMeanField as StationaryMeanField,
)
from netbounds.theory.input_driven_chaos.stationary import (
    stationary_mean_field as stationary_mean_field,
)
from netbounds.theory.input_driven_chaos.stationary_exponent import (
    fluctuation_variance as fluctuation_variance,
)
from netbounds.theory.input_driven_chaos.stationary_exponent import (
    stationary_lyapunov_exponent as stationary_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.sum_rule import (
    lyapunov_sum as lyapunov_sum,
)
from netbounds.theory.input_driven_chaos.sum_rule import (
    mean_log_determinant as mean_log_determinant,
)
from netbounds.theory.input_driven_chaos.sum_rule import (
    mean_lyapunov_exponent as mean_lyapunov_exponent,
)
