"""Theory toolkit for sparse recurrent networks: predict, simulate, and say whether they agree.

Three questions, three functions: `capacity` (how many patterns, how few synapses), `reach` (does
the input reach every neuron of this graph), `validate` (is the theory right). The laws themselves
are in `netbounds.theory.<system>`, what they are held against in `netbounds.simulate.<system>`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from netbounds.domains import DomainError as DomainError

if TYPE_CHECKING:
    from netbounds import datasets as datasets
    from netbounds.answers.capacity import capacity as capacity
    from netbounds.answers.chaos import lyapunov_exponents as lyapunov_exponents
    from netbounds.answers.chaos import mean_field as mean_field
    from netbounds.answers.memory import memory_capacity as memory_capacity
    from netbounds.answers.reach import reach as reach
    from netbounds.ensembles import Bernoulli as Bernoulli
    from netbounds.ensembles import Configuration as Configuration
    from netbounds.ensembles import FixedEdges as FixedEdges
    from netbounds.ensembles import FixedInDegree as FixedInDegree
    from netbounds.ensembles import FixedOutDegree as FixedOutDegree
    from netbounds.ensembles import RandomDrive as RandomDrive
    from netbounds.ensembles import RandomInDegree as RandomInDegree
    from netbounds.ensembles import Seeds as Seeds
    from netbounds.ensembles import TwoType as TwoType
    from netbounds.graph import Graph as Graph
    from netbounds.graph import read_graph as read_graph
    from netbounds.simulate.correlated_memory_capacity import (
        information_processing_capacity as information_processing_capacity,
    )
    from netbounds.theory.correlated_memory_capacity import (
        combinatorial_memory_capacity as combinatorial_memory_capacity,
    )
    from netbounds.theory.input_driven_chaos import (
        critical_input_amplitude as critical_input_amplitude,
    )
    from netbounds.theory.input_driven_chaos import edge_of_chaos as edge_of_chaos
    from netbounds.validation import validate as validate

# a name is imported when it is first used: SciPy, Numba and SymPy would cost seconds
_HOMES = {
    "Bernoulli": "ensembles",
    "Configuration": "ensembles",
    "FixedEdges": "ensembles",
    "FixedInDegree": "ensembles",
    "FixedOutDegree": "ensembles",
    "Graph": "graph",
    "RandomDrive": "ensembles",
    "RandomInDegree": "ensembles",
    "Seeds": "ensembles",
    "TwoType": "ensembles",
    "capacity": "answers.capacity",
    "combinatorial_memory_capacity": "theory.correlated_memory_capacity",
    "critical_input_amplitude": "theory.input_driven_chaos",
    "edge_of_chaos": "theory.input_driven_chaos",
    "information_processing_capacity": "simulate.correlated_memory_capacity",
    "lyapunov_exponents": "answers.chaos",
    "mean_field": "answers.chaos",
    "memory_capacity": "answers.memory",
    "reach": "answers.reach",
    "read_graph": "graph",
    "validate": "validation",
}


def __getattr__(name: str) -> object:
    if name == "datasets":
        return import_module("netbounds.datasets")
    if name not in _HOMES:
        raise AttributeError(f"module 'netbounds' has no attribute {name!r}")
    value = getattr(import_module(f"netbounds.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, "datasets"})
