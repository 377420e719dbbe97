"""What can flow through a given sparse network, and what breaks it."""

from netbounds.graph.reach_counts import reach_counts as reach_counts
from netbounds.theory.information_flow.augmentation import (
    synapses_to_reach_all as synapses_to_reach_all,
)
from netbounds.theory.information_flow.augmentation import (
    synapses_to_strongly_connect as synapses_to_strongly_connect,
)
from netbounds.theory.information_flow.bottlenecks import Bottlenecks as Bottlenecks
from netbounds.theory.information_flow.bottlenecks import bottlenecks as bottlenecks
from netbounds.theory.information_flow.controllability import Controllability as Controllability
from netbounds.theory.information_flow.controllability import controllability as controllability
from netbounds.theory.information_flow.coverage import BowTie as BowTie
from netbounds.theory.information_flow.coverage import Coverage as Coverage
from netbounds.theory.information_flow.coverage import bow_tie as bow_tie
from netbounds.theory.information_flow.coverage import coverage as coverage
from netbounds.theory.information_flow.failing_ensembles import (
    in_degree_against_failure as in_degree_against_failure,
)
from netbounds.theory.information_flow.failing_ensembles import (
    with_failing_synapses as with_failing_synapses,
)
from netbounds.theory.information_flow.gain import GainBounds as GainBounds
from netbounds.theory.information_flow.gain import gain_bounds as gain_bounds
from netbounds.theory.information_flow.gain_enclosure import GainEnclosure as GainEnclosure
from netbounds.theory.information_flow.gain_enclosure import gain_enclosure as gain_enclosure
from netbounds.theory.information_flow.gain_series import impulse_response as impulse_response
from netbounds.theory.information_flow.gain_series import (
    truncated_gain_bound as truncated_gain_bound,
)
from netbounds.theory.information_flow.gaussian import cut_information as cut_information
from netbounds.theory.information_flow.gaussian import gaussian_information as gaussian_information
from netbounds.theory.information_flow.gaussian_bound import (
    gaussian_contraction as gaussian_contraction,
)
from netbounds.theory.information_flow.gaussian_bound import (
    gaussian_information_bound as gaussian_information_bound,
)
from netbounds.theory.information_flow.ginibre import ginibre_mean_radius as ginibre_mean_radius
from netbounds.theory.information_flow.ginibre import (
    ginibre_radius_probability as ginibre_radius_probability,
)
from netbounds.theory.information_flow.information import InformationBounds as InformationBounds
from netbounds.theory.information_flow.information import (
    connection_probability as connection_probability,
)
from netbounds.theory.information_flow.information import information_bounds as information_bounds
from netbounds.theory.information_flow.keeping_parents import (
    probability_all_keep_a_parent as probability_all_keep_a_parent,
)
from netbounds.theory.information_flow.large_bottlenecks import (
    bottleneck_neurons_in_large_graph as bottleneck_neurons_in_large_graph,
)
from netbounds.theory.information_flow.large_bottlenecks import (
    bottleneck_synapses_in_large_graph as bottleneck_synapses_in_large_graph,
)
from netbounds.theory.information_flow.large_bottlenecks import (
    dedicated_signals_in_large_graph as dedicated_signals_in_large_graph,
)
from netbounds.theory.information_flow.large_bow_tie import (
    bow_tie_in_large_graph as bow_tie_in_large_graph,
)
from netbounds.theory.information_flow.large_graphs import (
    layers_in_large_graph as layers_in_large_graph,
)
from netbounds.theory.information_flow.large_graphs import (
    reached_in_large_graph as reached_in_large_graph,
)
from netbounds.theory.information_flow.large_graphs import (
    sources_in_large_graph as sources_in_large_graph,
)
from netbounds.theory.information_flow.redundancy import Redundancy as Redundancy
from netbounds.theory.information_flow.redundancy import redundancy as redundancy
from netbounds.theory.information_flow.reliability import MonteCarlo as MonteCarlo
from netbounds.theory.information_flow.reliability import Reliability as Reliability
from netbounds.theory.information_flow.reliability import reliability as reliability
from netbounds.theory.information_flow.spectra import bulk_radius as bulk_radius
from netbounds.theory.information_flow.spectra import kesten_mckay_share as kesten_mckay_share
from netbounds.theory.information_flow.spectra import mean_weight_outlier as mean_weight_outlier
from netbounds.theory.information_flow.timing import entropic_mixing_time as entropic_mixing_time
from netbounds.theory.information_flow.timing import filter_chain_response as filter_chain_response
from netbounds.theory.information_flow.timing import mixing_time_of as mixing_time_of
from netbounds.theory.information_flow.unmatched import unmatched_fraction as unmatched_fraction
