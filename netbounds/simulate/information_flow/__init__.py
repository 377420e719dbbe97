"""Measure what flows: by deletion, enumeration and rank, and on drawn random networks."""

from netbounds.simulate.information_flow.boolean import NoisyBoolean as NoisyBoolean
from netbounds.simulate.information_flow.boolean import boolean_information as boolean_information
from netbounds.simulate.information_flow.boolean import draw_boolean as draw_boolean
from netbounds.simulate.information_flow.boolean import layered_information as layered_information
from netbounds.simulate.information_flow.boolean import layers as layers
from netbounds.simulate.information_flow.boolean import (
    site_percolation_by_enumeration as site_percolation_by_enumeration,
)
from netbounds.simulate.information_flow.brute_force import draw_small as draw_small
from netbounds.simulate.information_flow.brute_force import extra_drive as extra_drive
from netbounds.simulate.information_flow.brute_force import (
    failure_probabilities as failure_probabilities,
)
from netbounds.simulate.information_flow.brute_force import silenced as silenced
from netbounds.simulate.information_flow.brute_force import smallest_cuts as smallest_cuts
from netbounds.simulate.information_flow.brute_force import (
    synapses_to_connect as synapses_to_connect,
)
from netbounds.simulate.information_flow.gaussian import GaussianNetwork as GaussianNetwork
from netbounds.simulate.information_flow.gaussian import draw_gaussian as draw_gaussian
from netbounds.simulate.information_flow.gaussian import gaussian_nats as gaussian_nats
from netbounds.simulate.information_flow.random_networks import (
    all_reached_share as all_reached_share,
)
from netbounds.simulate.information_flow.random_networks import (
    complex_gaussian_radius as complex_gaussian_radius,
)
from netbounds.simulate.information_flow.random_networks import draw_weights as draw_weights
from netbounds.simulate.information_flow.random_networks import mean_modulus as mean_modulus
from netbounds.simulate.information_flow.random_networks import outlier as outlier
from netbounds.simulate.information_flow.random_networks import regular_share as regular_share
from netbounds.simulate.information_flow.random_networks import steady_gain as steady_gain
from netbounds.simulate.information_flow.random_networks import unmatched_share as unmatched_share
from netbounds.simulate.information_flow.random_networks import walk_distance as walk_distance
from netbounds.simulate.information_flow.rank import signals_by_rank as signals_by_rank
