"""How much of its past input does a recurrent network hold, and how much of it can be read?

Exact for linear reservoirs (eigenvalues, wiring), mean field for random ones whose neurons are
correlated, exact for what a finite recording does to measured capacities.
"""

from netbounds.theory.correlated_memory_capacity.approximations import (
    decoupled_memory_capacity as decoupled_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.approximations import (
    independent_memory_capacity as independent_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.approximations import (
    noninterfering_memory_capacity as noninterfering_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.combinatorial import (
    combinatorial_memory_capacity as combinatorial_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.delay_line import (
    delay_line_fisher_memory as delay_line_fisher_memory,
)
from netbounds.theory.correlated_memory_capacity.dimension import (
    LinearResponse as LinearResponse,
)
from netbounds.theory.correlated_memory_capacity.dimension import (
    correlation_strength as correlation_strength,
)
from netbounds.theory.correlated_memory_capacity.dimension import (
    linear_response as linear_response,
)
from netbounds.theory.correlated_memory_capacity.dimension import (
    participation_ratio as participation_ratio,
)
from netbounds.theory.correlated_memory_capacity.exact_reservoir import (
    ExactMemory as ExactMemory,
)
from netbounds.theory.correlated_memory_capacity.exact_reservoir import (
    controllable_eigenvalues as controllable_eigenvalues,
)
from netbounds.theory.correlated_memory_capacity.exact_reservoir import (
    memory_capacity as memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.finite_sample import (
    expected_raw_capacity as expected_raw_capacity,
)
from netbounds.theory.correlated_memory_capacity.finite_sample import (
    null_capacity_cdf as null_capacity_cdf,
)
from netbounds.theory.correlated_memory_capacity.finite_sample import (
    null_capacity_distribution as null_capacity_distribution,
)
from netbounds.theory.correlated_memory_capacity.finite_sample import (
    projection_capacities as projection_capacities,
)
from netbounds.theory.correlated_memory_capacity.fisher import (
    normal_fisher_memory as normal_fisher_memory,
)
from netbounds.theory.correlated_memory_capacity.fisher import (
    orthogonal_fisher_memory as orthogonal_fisher_memory,
)
from netbounds.theory.correlated_memory_capacity.fisher import (
    symmetric_fisher_memory as symmetric_fisher_memory,
)
from netbounds.theory.correlated_memory_capacity.kernel import (
    kernel_memory_capacity as kernel_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.kernel import (
    small_readout_memory_function as small_readout_memory_function,
)
from netbounds.theory.correlated_memory_capacity.linear_memory import (
    linear_memory_function as linear_memory_function,
)
from netbounds.theory.correlated_memory_capacity.linear_response import (
    readout_memory_capacity as readout_memory_capacity,
)
from netbounds.theory.correlated_memory_capacity.linear_response import (
    readout_memory_curve as readout_memory_curve,
)
from netbounds.theory.correlated_memory_capacity.recurrent_kernel import (
    RecurrentKernel as RecurrentKernel,
)
from netbounds.theory.correlated_memory_capacity.recurrent_kernel import (
    recurrent_kernel as recurrent_kernel,
)
from netbounds.theory.correlated_memory_capacity.special_memory import (
    ring_memory_function as ring_memory_function,
)
from netbounds.theory.correlated_memory_capacity.special_memory import (
    two_neuron_memory as two_neuron_memory,
)
