"""The user's own graph: container, readers, compiled kernels."""

from netbounds.graph.container import Graph as Graph
from netbounds.graph.convert import from_matrix as from_matrix
from netbounds.graph.convert import from_networkx as from_networkx
from netbounds.graph.convert import to_networkx as to_networkx
from netbounds.graph.convert import to_sparse as to_sparse
from netbounds.graph.read import read_graph as read_graph
from netbounds.graph.search import hops as hops
from netbounds.graph.search import hops_to as hops_to
from netbounds.graph.search import strong_components as strong_components
