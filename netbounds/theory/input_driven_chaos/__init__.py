"""When does the input to a chaotic network suppress its chaos?"""

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
from netbounds.theory.input_driven_chaos.energy import (
    edge_of_chaos_noise as edge_of_chaos_noise,
)
from netbounds.theory.input_driven_chaos.energy import (
    local_instability_noise as local_instability_noise,
)
from netbounds.theory.input_driven_chaos.energy import (
    white_noise_edge as white_noise_edge,
)
from netbounds.theory.input_driven_chaos.partial_drive import (
    critical_driven_fraction as critical_driven_fraction,
)
from netbounds.theory.input_driven_chaos.partial_drive import (
    partial_drive_lyapunov_exponent as partial_drive_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.sparse import (
    sparse_lyapunov_exponent as sparse_lyapunov_exponent,
)
from netbounds.theory.input_driven_chaos.sparse import (
    sparse_stationary_variance as sparse_stationary_variance,
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
