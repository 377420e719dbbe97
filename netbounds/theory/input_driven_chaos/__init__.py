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
