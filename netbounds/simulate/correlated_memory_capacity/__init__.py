"""Measured memory: capacities of recorded states, simulated reservoirs, brute force."""

from netbounds.simulate.correlated_memory_capacity.chance_samples import (
    forgotten_capacity as forgotten_capacity,
)
from netbounds.simulate.correlated_memory_capacity.chance_samples import (
    null_capacity as null_capacity,
)
from netbounds.simulate.correlated_memory_capacity.chance_samples import (
    summed_capacity as summed_capacity,
)
from netbounds.simulate.correlated_memory_capacity.covariances import (
    adjusted as adjusted,
)
from netbounds.simulate.correlated_memory_capacity.covariances import (
    chance_threshold as chance_threshold,
)
from netbounds.simulate.correlated_memory_capacity.gramian import (
    gramian_memory as gramian_memory,
)
from netbounds.simulate.correlated_memory_capacity.gramian import (
    small_reservoir as small_reservoir,
)
from netbounds.simulate.correlated_memory_capacity.krylov import krylov_rank as krylov_rank
from netbounds.simulate.correlated_memory_capacity.krylov import random_wiring as random_wiring
from netbounds.simulate.correlated_memory_capacity.linear_samples import (
    covariance_memory as covariance_memory,
)
from netbounds.simulate.correlated_memory_capacity.linear_samples import (
    fisher_curve as fisher_curve,
)
from netbounds.simulate.correlated_memory_capacity.linear_samples import (
    measured_function as measured_function,
)
from netbounds.simulate.correlated_memory_capacity.linear_samples import (
    noise_free_function as noise_free_function,
)
from netbounds.simulate.correlated_memory_capacity.linear_samples import (
    ring_memory as ring_memory,
)
from netbounds.simulate.correlated_memory_capacity.linear_samples import (
    sparse_reservoir as sparse_reservoir,
)
from netbounds.simulate.correlated_memory_capacity.measured import (
    MemoryEstimate as MemoryEstimate,
)
from netbounds.simulate.correlated_memory_capacity.measured import (
    memory_capacity as memory_capacity,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    computed_orders as computed_orders,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    computed_total as computed_total,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    dimension_fraction as dimension_fraction,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    memory_growth as memory_growth,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    processing_by_degree as processing_by_degree,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    reservoir_capacities as reservoir_capacities,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    switch_on_order as switch_on_order,
)
from netbounds.simulate.correlated_memory_capacity.nonlinear_samples import (
    total_processing as total_processing,
)
from netbounds.simulate.correlated_memory_capacity.processing import (
    ProcessingEstimate as ProcessingEstimate,
)
from netbounds.simulate.correlated_memory_capacity.processing import (
    information_processing_capacity as information_processing_capacity,
)
from netbounds.simulate.correlated_memory_capacity.reservoirs import (
    reservoir_memory as reservoir_memory,
)
