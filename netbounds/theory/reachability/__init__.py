"""Who can hear the input? Exact finite-size reachability of sparse random directed graphs."""

from netbounds.theory.reachability.core import (
    giant_component_variance as giant_component_variance,
)
from netbounds.theory.reachability.core import (
    strong_connectivity_rate as strong_connectivity_rate,
)
from netbounds.theory.reachability.design import (
    failure_in_large_graph as failure_in_large_graph,
)
from netbounds.theory.reachability.design import minimum_in_degree as minimum_in_degree
from netbounds.theory.reachability.giant import BowTie as BowTie
from netbounds.theory.reachability.giant import bow_tie as bow_tie
from netbounds.theory.reachability.giant import giant_out_fraction as giant_out_fraction
from netbounds.theory.reachability.reach import expected_reached as expected_reached
from netbounds.theory.reachability.reach import probability_all_reached as probability_all_reached
from netbounds.theory.reachability.reach import reach_distribution as reach_distribution
from netbounds.theory.reachability.receive import (
    mean_degree_for_all_receive as mean_degree_for_all_receive,
)
from netbounds.theory.reachability.receive import (
    probability_all_receive as probability_all_receive,
)
