"""Theory toolkit for sparse recurrent networks: predict, simulate, and say whether they agree."""

from netbounds.answers import Reach as Reach
from netbounds.answers import reach as reach
from netbounds.domains import DomainError as DomainError
from netbounds.graph import Graph as Graph
from netbounds.graph import read_graph as read_graph
