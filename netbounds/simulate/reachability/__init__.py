"""Measure on drawn graphs what the reachability laws predict."""

from netbounds.simulate.random_graphs import draw_graph as draw_graph
from netbounds.simulate.reachability.measure import accuracy as accuracy
from netbounds.simulate.reachability.measure import all_reached as all_reached
from netbounds.simulate.reachability.measure import both_kinds_received as both_kinds_received
from netbounds.simulate.reachability.measure import bow_tie as bow_tie
from netbounds.simulate.reachability.measure import completion_time as completion_time
from netbounds.simulate.reachability.measure import component_sizes_of as component_sizes_of
from netbounds.simulate.reachability.measure import everybody_receives as everybody_receives
from netbounds.simulate.reachability.measure import hop_layers as hop_layers
from netbounds.simulate.reachability.measure import largest_component as largest_component
from netbounds.simulate.reachability.measure import (
    largest_component_sizes as largest_component_sizes,
)
from netbounds.simulate.reachability.measure import one_input_suffices as one_input_suffices
from netbounds.simulate.reachability.measure import reached as reached
from netbounds.simulate.reachability.measure import source_components as source_components
from netbounds.simulate.reachability.measure import strongly_connected as strongly_connected
from netbounds.simulate.reachability.measure import two_type_all_reached as two_type_all_reached
