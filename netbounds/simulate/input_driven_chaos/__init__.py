"""Driven random networks and their measured Lyapunov exponents.

`lyapunov_exponents` takes your own weights and input; `exponents_along` your own recorded states.
"""

from netbounds.simulate.input_driven_chaos.balanced import (
    BalancedRun as BalancedRun,
)
from netbounds.simulate.input_driven_chaos.balanced import (
    balanced_run as balanced_run,
)
from netbounds.simulate.input_driven_chaos.driven_samples import (
    chaos_sign as chaos_sign,
)
from netbounds.simulate.input_driven_chaos.driven_samples import (
    common_sample as common_sample,
)
from netbounds.simulate.input_driven_chaos.driven_samples import (
    exponent_and_autocovariance as exponent_and_autocovariance,
)
from netbounds.simulate.input_driven_chaos.driven_samples import (
    independent_sample as independent_sample,
)
from netbounds.simulate.input_driven_chaos.driven_samples import (
    silenced_sample as silenced_sample,
)
from netbounds.simulate.input_driven_chaos.driven_samples import (
    undriven_sample as undriven_sample,
)
from netbounds.simulate.input_driven_chaos.drives import partial_noise as partial_noise
from netbounds.simulate.input_driven_chaos.drives import sinusoid as sinusoid
from netbounds.simulate.input_driven_chaos.networks import balanced_network as balanced_network
from netbounds.simulate.input_driven_chaos.networks import dense_network as dense_network
from netbounds.simulate.input_driven_chaos.networks import sparse_network as sparse_network
from netbounds.simulate.input_driven_chaos.samples import (
    continuous_exponent_and_variance as continuous_exponent_and_variance,
)
from netbounds.simulate.input_driven_chaos.samples import (
    dense_exponent_and_variance as dense_exponent_and_variance,
)
from netbounds.simulate.input_driven_chaos.samples import (
    mean_exponent_beyond_determinant as mean_exponent_beyond_determinant,
)
from netbounds.simulate.input_driven_chaos.samples import (
    partially_driven_exponent as partially_driven_exponent,
)
from netbounds.simulate.input_driven_chaos.samples import (
    recorded_network as recorded_network,
)
from netbounds.simulate.input_driven_chaos.samples import (
    sparse_exponent_and_variance as sparse_exponent_and_variance,
)
from netbounds.simulate.input_driven_chaos.samples import (
    spectrum_sum as spectrum_sum,
)
from netbounds.simulate.lyapunov import LyapunovSpectrum as LyapunovSpectrum
from netbounds.simulate.lyapunov import exponents_along as exponents_along
from netbounds.simulate.lyapunov import lyapunov_exponents as lyapunov_exponents
from netbounds.simulate.lyapunov import pair_exponent as pair_exponent
