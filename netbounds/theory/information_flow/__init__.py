"""What can flow through a given sparse network, and what breaks it."""

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
