"""Who can hear the input? Exact finite-size reachability of sparse random directed graphs."""

from netbounds.theory.reachability.core import giant_component_variance as giant_component_variance
from netbounds.theory.reachability.core import strong_connectivity_rate as strong_connectivity_rate
from netbounds.theory.reachability.design import minimum_in_degree as minimum_in_degree
from netbounds.theory.reachability.everybody import expected_reached as expected_reached
from netbounds.theory.reachability.everybody import (
    probability_all_reached as probability_all_reached,
)
from netbounds.theory.reachability.fixed_edges import seven_densities as seven_densities
from netbounds.theory.reachability.giant import BowTie as BowTie
from netbounds.theory.reachability.giant import bow_tie as bow_tie
from netbounds.theory.reachability.giant import giant_out_fraction as giant_out_fraction
from netbounds.theory.reachability.given_degrees import (
    strong_connectivity_of_degrees as strong_connectivity_of_degrees,
)
from netbounds.theory.reachability.hops import (
    completion_time_distribution as completion_time_distribution,
)
from netbounds.theory.reachability.hops import hop_profile as hop_profile
from netbounds.theory.reachability.large import failure_in_large_graph as failure_in_large_graph
from netbounds.theory.reachability.large_hops import hops_from_one_seed as hops_from_one_seed
from netbounds.theory.reachability.large_hops import hops_to_reach_all as hops_to_reach_all
from netbounds.theory.reachability.large_hops import unreached_after as unreached_after
from netbounds.theory.reachability.large_hops import (
    unreached_after_independent as unreached_after_independent,
)
from netbounds.theory.reachability.largest_component import accuracy_of_sizes as accuracy_of_sizes
from netbounds.theory.reachability.largest_component import expected_accuracy as expected_accuracy
from netbounds.theory.reachability.largest_component import (
    largest_component_distribution as largest_component_distribution,
)
from netbounds.theory.reachability.largest_component import main_sizes as main_sizes
from netbounds.theory.reachability.largest_component import (
    quick_largest_component_distribution as quick_largest_component_distribution,
)
from netbounds.theory.reachability.limits import (
    probability_in_window as probability_in_window,
)
from netbounds.theory.reachability.limits import (
    probability_only_small_components as probability_only_small_components,
)
from netbounds.theory.reachability.reach import reach_distribution as reach_distribution
from netbounds.theory.reachability.receive import (
    mean_degree_for_all_receive as mean_degree_for_all_receive,
)
from netbounds.theory.reachability.receive import probability_all_receive as probability_all_receive
from netbounds.theory.reachability.sources import (
    expected_extra_inputs as expected_extra_inputs,
)
from netbounds.theory.reachability.sources import (
    expected_source_components as expected_source_components,
)
from netbounds.theory.reachability.sources import (
    probability_one_input_suffices as probability_one_input_suffices,
)
from netbounds.theory.reachability.strong import (
    probability_strongly_connected as probability_strongly_connected,
)
from netbounds.theory.reachability.strong_bounds import (
    strong_connectivity_lower_bound as strong_connectivity_lower_bound,
)
from netbounds.theory.reachability.strong_bounds import (
    strong_connectivity_upper_bound as strong_connectivity_upper_bound,
)
from netbounds.theory.reachability.two_type import (
    two_type_reach_distribution as two_type_reach_distribution,
)
from netbounds.theory.reachability.two_type_receive import (
    mean_degree_for_both_kinds as mean_degree_for_both_kinds,
)
from netbounds.theory.reachability.two_type_receive import (
    probability_both_kinds_received as probability_both_kinds_received,
)
