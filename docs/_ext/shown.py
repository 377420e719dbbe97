"""Doctests of public names whose own docstring has none; the reference shows them, a test runs them."""

SHOWN: dict[str, str] = {
    "netbounds.graph.read_graph": r"""
>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from netbounds import read_graph
>>> with TemporaryDirectory() as folder:
...     path = Path(folder) / "synapses.csv"
...     _ = path.write_text("pre,post\nA,B\nB,C\n")
...     graph = read_graph(path)
...
>>> graph, graph.name(2)
(<Graph of 3 neurons and 2 synapses>, 'C')
""",
    "netbounds.graph.from_networkx": r"""
>>> import networkx as nx
>>> from netbounds.graph import from_networkx
>>> from_networkx(nx.DiGraph([("A", "B"), ("B", "C")])).synapses
2
""",
    "netbounds.graph.to_networkx": r"""
>>> from netbounds import Graph
>>> from netbounds.graph import to_networkx
>>> sorted(to_networkx(Graph(pre=[0, 1], post=[1, 2])).edges)
[(0, 1), (1, 2)]
""",
    "netbounds.law.law": r'''
>>> from netbounds.domains import MeanDegree
>>> from netbounds.law import Kind, Source, law
>>> @law(kind=Kind.EXACT, source=Source("karp1990"), valid="any n", formula="n K")
... def synapse_count(mean_degree: MeanDegree) -> float:
...     """Synapses of a hundred neurons."""
...     return 100 * mean_degree
...
>>> synapse_count(2.5), synapse_count.kind.value
(250.0, 'exact')
''',
    "netbounds.domains.check": r"""
>>> from netbounds.domains import DomainError, MeanDegree, check
>>> check("my_law", "mean_degree", 2.0, MeanDegree)
>>> try:
...     check("my_law", "mean_degree", -1, MeanDegree)
... except DomainError as mistake:
...     print(mistake)
...
my_law: mean_degree must be > 0, got -1
""",
    "netbounds.domains.check_fields": r"""
>>> from dataclasses import dataclass
>>> from netbounds.domains import MeanDegree, check_fields
>>> @dataclass(frozen=True)
... class Network:
...     mean_degree: MeanDegree
...     def __post_init__(self):
...         check_fields(self, {"mean_degree": MeanDegree})
...
>>> Network(2.0)
Network(mean_degree=2.0)
""",
    "netbounds.domains.symbol": r"""
>>> from netbounds.domains import MeanDegree, symbol
>>> symbol(MeanDegree).meaning
'synapses a neuron receives on average'
""",
    "netbounds.claim.mean": r"""
>>> from netbounds.claim import grid, mean
>>> from netbounds.simulate import classical_capacity as simulate
>>> from netbounds.theory import classical_capacity as theory
>>> claim = mean("separable", law=theory.probability_separable, sample=simulate.separable, at=grid(patterns=[18], weights=[10]), rival=lambda patterns, weights: 0.5)
>>> claim.kind.word, claim.budget
('mean', 4096)
""",
    "netbounds.claim.bound": r"""
>>> from netbounds import Bernoulli
>>> from netbounds.claim import bound, grid
>>> from netbounds.simulate.reachability import largest_component
>>> claim = bound("size", law=lambda ensemble: ensemble.n, sample=largest_component, at=grid(ensemble=[Bernoulli(20, 0.2)]), rival=lambda ensemble: ensemble.n - 1)
>>> claim.kind.word
'bound'
""",
    "netbounds.claim.distribution": r"""
>>> import numpy as np
>>> from netbounds.claim import distribution, grid
>>> def die(rng: np.random.Generator) -> int:
...     return int(rng.integers(6))
...
>>> claim = distribution("die", law=lambda: np.full(6, 1 / 6), sample=die, at=grid(), rival=lambda: np.array([4, 4, 4, 4, 4, 5]) / 25)
>>> claim.kind.word
'distribution'
""",
    "netbounds.claim.identity": r"""
>>> import math
>>> from netbounds.claim import grid, identity
>>> def factorial(n: int) -> int:
...     return math.prod(range(1, n + 1))
...
>>> claim = identity("factorial", law=math.factorial, sample=factorial, at=grid(n=[3, 25]), rival=lambda n: n**2)
>>> claim.kind.word
'identity'
""",
    "netbounds.claim.slope": r"""
>>> import numpy as np
>>> from netbounds.claim import grid, slope
>>> def area(n: int, rng: np.random.Generator) -> float:
...     return n**2 * np.exp(0.05 * rng.normal())
...
>>> claim = slope("area", law=lambda: 2, sample=area, at=grid(n=[10, 100, 1000]), along="n", rival=lambda: 1.9)
>>> claim.kind.word
'slope'
""",
    "netbounds.claim.published": r"""
>>> from netbounds.claim import published
>>> from netbounds.theory.reachability import giant_out_fraction
>>> claim = published("textbook", law=giant_out_fraction, table=lambda: [({"mean_degree": 2.0}, "0.797")], rival=lambda mean_degree: 0.8)
>>> claim.points()
({'mean_degree': 2.0},)
""",
    "netbounds.validation.sweep": r"""
>>> from netbounds.claim import published
>>> from netbounds.theory.reachability import giant_out_fraction
>>> from netbounds.validation import sweep
>>> claim = published("textbook", law=giant_out_fraction, table=lambda: [({"mean_degree": 2.0}, "0.797")], rival=lambda mean_degree: 0.8)
>>> [verdict.verdict for verdict in sweep({"mine": [claim]}, store=":memory:", workers=1)]
['agrees']
""",
    "netbounds.validation.validate": r"""
>>> from netbounds.validation.run import claims
>>> len(claims("reachability")) > 20   # `validate(["reachability"])` runs them, in half a minute
True
""",
    "netbounds.statistics.betting_test": r"""
>>> import numpy as np
>>> from netbounds.statistics import betting_test
>>> x = np.random.default_rng(0).random((200, 1))
>>> p = [betting_test(x, np.array([mu]), np.array([0.0]), (0, 1))[0] for mu in (0.5, 0.7)]
>>> bool(p[0] > 0.05), bool(p[1] < 1e-6)
(True, True)
""",
    "netbounds.statistics.binomial_test": r"""
>>> from netbounds.statistics import binomial_test
>>> round(float(binomial_test(60, 100, 0.5, 0.0)), 6)
0.056888
""",
    "netbounds.statistics.continuous_test": r"""
>>> import numpy as np
>>> from netbounds.statistics import continuous_test
>>> x = np.random.default_rng(3).random(500)
>>> continuous_test(lambda x: np.clip(x, 0, 1), x).p > 0.05, continuous_test(lambda x: np.clip(x, 0, 1) ** 2, x).p < 1e-6
(True, True)
""",
    "netbounds.statistics.discrete_test": r"""
>>> import numpy as np
>>> from netbounds.statistics import discrete_test
>>> dice = np.random.default_rng(0).integers(6, size=3000)
>>> loaded = np.array([4, 4, 4, 4, 4, 10]) / 30
>>> discrete_test(np.full(6, 1 / 6), dice).p > 0.05, discrete_test(loaded, dice).p < 1e-6
(True, True)
""",
    "netbounds.statistics.impossible": r"""
>>> from netbounds.statistics import impossible
>>> impossible(10, "binomial", "the law says never").p
0.0
""",
    "netbounds.statistics.mean_test": r"""
>>> import numpy as np
>>> from netbounds.statistics import mean_test
>>> x = np.random.default_rng(0).normal(2, 1, size=400)
>>> mean_test(2.0, x).p > 0.05, mean_test(2.5, x).p < 1e-6
(True, True)
""",
    "netbounds.statistics.slope_test": r"""
>>> import numpy as np
>>> from netbounds.statistics import slope_test
>>> rng, n = np.random.default_rng(0), np.array([10.0, 100.0, 1000.0])
>>> areas = [size**2 * np.exp(0.05 * rng.normal(size=64)) for size in n]
>>> slope_test(2.0, n, areas).p > 0.05, slope_test(1.9, n, areas).p < 1e-6
(True, True)
""",
    "netbounds.statistics.student_test": r"""
>>> import numpy as np
>>> from netbounds.statistics import student_test
>>> x = np.random.default_rng(0).normal(size=(400, 1))
>>> p = [student_test(x, np.array([mu]), np.array([0.0]))[0] for mu in (0.0, 0.5)]
>>> bool(p[0] > 0.05), bool(p[1] < 1e-6)
(True, True)
""",
    "netbounds.statistics.time_average": r"""
>>> import numpy as np
>>> from netbounds.statistics import time_average
>>> noise = np.random.default_rng(0).normal(size=20_000)
>>> print(time_average(np.convolve(noise, np.ones(10) / 10, mode="valid")))
0.0047 ± 0.0075
""",
    "netbounds.simulate.reservoir.cyclic_weights": r"""
>>> from netbounds.simulate.reservoir import cyclic_weights
>>> cyclic_weights(3, 0.9).toarray().tolist()
[[0.0, 0.0, 0.9], [0.9, 0.0, 0.0], [0.0, 0.9, 0.0]]
""",
    "netbounds.simulate.reservoir.gaussian_weights": r"""
>>> import numpy as np
>>> from netbounds.simulate.reservoir import gaussian_weights
>>> weights = gaussian_weights(200, 0.9, np.random.default_rng(0))
>>> weights.shape, round(float(weights.var() * 200), 2)
((200, 200), 0.81)
""",
    "netbounds.simulate.reservoir.orthogonal_weights": r"""
>>> import numpy as np
>>> from netbounds.simulate.reservoir import orthogonal_weights
>>> weights = orthogonal_weights(5, 0.9, np.random.default_rng(0))
>>> bool(np.allclose(weights @ weights.T, 0.81 * np.eye(5)))
True
""",
    "netbounds.simulate.reservoir.sparse_weights": r"""
>>> import numpy as np
>>> from netbounds.simulate.reservoir import sparse_weights
>>> weights = sparse_weights(100, 4, 0.9, np.random.default_rng(0))
>>> weights.nnz, np.unique(abs(weights.data)).round(3).tolist()
(400, [0.45])
""",
    "netbounds.simulate.reservoir.segments": r"""
>>> import numpy as np
>>> from netbounds.simulate.reservoir import segments
>>> segments(np.arange(12.0), 2, 1).shape
(6, 2)
""",
    "netbounds.simulate.reservoir.states": r"""
>>> import numpy as np
>>> from netbounds.activations import TANH
>>> from netbounds.simulate.reservoir import cyclic_weights, states
>>> inputs = np.random.default_rng(0).normal(size=(40, 3))   # 40 steps, three trials
>>> chunks = states(cyclic_weights(5, 0.9), (np.eye(5)[0], inputs), activation=TANH)
>>> [chunk.shape for chunk in chunks]
[(5, 16, 3), (5, 16, 3), (5, 8, 3)]
""",
    "netbounds.theory.reachability.accuracy_of_sizes": r"""
>>> from netbounds.theory.reachability import accuracy_of_sizes
>>> accuracy_of_sizes(4).round(4).tolist()
[0.5, 0.5078, 0.5625, 0.7109, 1.0]
""",
    "netbounds.theory.reachability.failure_in_large_graph": r"""
>>> from netbounds.theory.reachability import failure_in_large_graph
>>> round(failure_in_large_graph(10_000, 14e-4, 1, 0.0), 5)
0.00821
""",
    "netbounds.theory.reachability.main_sizes": r"""
>>> from netbounds.theory.reachability import main_sizes
>>> round(float(main_sizes(50, 0.1).sum()), 9)
1.0
""",
    "netbounds.theory.reachability.seven_densities": r"""
>>> from netbounds import FixedEdges
>>> from netbounds.theory.reachability import seven_densities
>>> densities, weights = seven_densities(FixedEdges(100, 300))
>>> len(densities), round(float(weights.sum()), 9)
(7, 1.0)
""",
    "netbounds.simulate.reachability.component_sizes_of": r"""
>>> import numpy as np
>>> from netbounds.simulate.reachability import component_sizes_of
>>> ring = (np.array([0, 1, 2], np.int32), np.array([1, 2, 0], np.int32))
>>> chain = (np.array([0, 1], np.int32), np.array([1, 2], np.int32))
>>> component_sizes_of(3, [ring, chain]).tolist()
[3, 1]
""",
    "netbounds.simulate.reachability.hop_layers": r"""
>>> import numpy as np
>>> from netbounds import FixedInDegree, Seeds
>>> from netbounds.simulate.reachability import hop_layers
>>> layers = hop_layers(FixedInDegree(1000, 3), Seeds(10), np.random.default_rng(0))
>>> int(layers[0]), int(layers.sum())
(10, 1000)
""",
    "netbounds.simulate.reachability.largest_component_sizes": r"""
>>> import numpy as np
>>> from netbounds import FixedEdges
>>> from netbounds.simulate.reachability import largest_component_sizes
>>> sizes = largest_component_sizes(FixedEdges(100, 400), 50, np.random.default_rng(0))
>>> len(sizes), bool(90 < sizes.mean() < 100)
(50, True)
""",
    "netbounds.simulate.information_flow.layers": r"""
>>> from netbounds.simulate.information_flow import layers
>>> layers(2, 3)
<Graph of 7 neurons and 10 synapses>
""",
    "netbounds.simulate.information_flow.smallest_cuts": r"""
>>> from netbounds import Graph
>>> from netbounds.simulate.information_flow import smallest_cuts
>>> smallest_cuts(Graph(pre=[0, 0, 1, 2], post=[1, 2, 3, 3]), [0]).tolist()
[inf, 1.0, 1.0, 2.0]
""",
    "netbounds.theory.sparse_rnn_classification.iterated_fit": r"""
>>> from netbounds.theory.sparse_rnn_classification import iterated_fit
>>> sorted(iterated_fit())[:3]
['coefficients', 'covariance', 'range']
""",
    "netbounds.theory.sparse_rnn_classification.trained_calibration": r"""
>>> from netbounds.theory.sparse_rnn_classification import trained_calibration
>>> trained_calibration()["evidence_ratio_size"]["no size"] > 1e6
True
""",
    "netbounds.theory.sparse_rnn_classification.accuracy_at": r"""
>>> from netbounds.theory.sparse_rnn_classification import accuracy_at, one_shot_readout
>>> readout = one_shot_readout(neurons=500, patterns=250)
>>> round(float(accuracy_at(readout, 0.0334)), 2)
0.83
""",
    "netbounds.theory.sparse_rnn_classification.optimal_threshold": r"""
>>> from netbounds.theory.sparse_rnn_classification import one_shot_readout, optimal_threshold
>>> round(float(optimal_threshold(one_shot_readout(neurons=500, patterns=250))), 3)
0.035
""",
    "netbounds.simulate.sparse_rnn_classification.accuracy": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import accuracy
>>> z, labels = np.array([[0.2, 0.9, 0.4, 0.8]]), np.array([-1, 1, 1, -1])
>>> accuracy(z, labels, 0.5).tolist()
[0.5]
""",
    "netbounds.simulate.sparse_rnn_classification.excitatory_network": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import excitatory_network
>>> network = excitatory_network(neurons=40, mean_degree=5, readout_neurons=4, driven_neurons=10, rng=np.random.default_rng(0))
>>> type(network).__name__
'Network'
""",
    "netbounds.simulate.sparse_rnn_classification.iterated_accuracy": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import iterated_accuracy
>>> iterated_accuracy(neurons=60, patterns=10, epochs=10, rng=np.random.default_rng(0))
0.8
""",
    "netbounds.simulate.sparse_rnn_classification.iterated_perceptron": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import iterated_perceptron
>>> iterated_perceptron(weights=100, patterns=50, epochs=20, rng=np.random.default_rng(0))
Perceptron(accuracy=1.0, power=1.050082)
""",
    "netbounds.simulate.sparse_rnn_classification.one_shot_trial": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import one_shot_trial
>>> trial = one_shot_trial(neurons=100, patterns=20, rng=np.random.default_rng(0))
>>> trial.readout.shape, trial.labels.shape
((20,), (20,))
""",
    "netbounds.simulate.sparse_rnn_classification.random_synapses": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import random_synapses
>>> starts, senders = random_synapses(10, 25, rng=np.random.default_rng(0))   # rows of a CSR matrix
>>> len(starts), len(senders)
(11, 25)
""",
    "netbounds.simulate.sparse_rnn_classification.two_classes": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> patterns, labels = simulate.two_classes(40, 12, rng)
>>> patterns.shape, sorted(set(labels.tolist()))
((40, 12), [-1, 1])
""",
    "netbounds.simulate.sparse_rnn_classification.slope_from_rate": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import ShiftedTanh, slope_from_rate
>>> slope_from_rate(ShiftedTanh(), np.array([0.0, 0.25, 0.5])).round(4).tolist()
[0.0, 0.6776, 0.6345]
""",
    "netbounds.simulate.sparse_rnn_classification.trained_on_random_patterns": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> patterns.shape, len(trained.losses)
((40, 24), 30)
""",
    "netbounds.simulate.sparse_rnn_classification.evidence": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> simulate.evidence(trained.network, patterns, labels, input_steps=(1, 10)).accuracy.tolist()
[1.0, 1.0]
""",
    "netbounds.simulate.sparse_rnn_classification.noise_robustness": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> simulate.noise_robustness(trained.network, patterns, labels, pattern_noise=(0.0, 5.0), rng=rng).shape
(2, 1)
""",
    "netbounds.simulate.sparse_rnn_classification.persistence": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> simulate.persistence(trained.network, patterns, labels).shape
(4,)
""",
    "netbounds.simulate.sparse_rnn_classification.readout": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> simulate.readout(trained.network, patterns, simulate.Timing()).shape
(21, 24)
""",
    "netbounds.simulate.sparse_rnn_classification.trajectories": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> [rates.shape for _, rates in simulate.trajectories(trained.network, patterns, simulate.Timing())]
[(21, 40, 24)]
""",
    "netbounds.simulate.sparse_rnn_classification.resonance": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> found = simulate.resonance(trained.network, patterns, labels)
>>> sorted(found.__dataclass_fields__)[:3]
['labels', 'leading', 'overlap_gain']
""",
    "netbounds.simulate.sparse_rnn_classification.train_network": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> len(simulate.train_network(trained.network, patterns, labels, epochs=5).accuracies)
5
""",
    "netbounds.simulate.sparse_rnn_classification.prepare": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> trained, patterns, labels = simulate.trained_on_random_patterns(neurons=40, mean_degree=6, load=0.1, readouts=5, epochs=30, rng=rng)
>>> gradient = simulate.prepare(trained.network, patterns, labels, simulate.Timing(), simulate.TargetLoss(), 10)
>>> gradient(trained.network.weights).gradient.shape == trained.network.weights.shape
True
""",
    "netbounds.simulate.sparse_rnn_classification.untrained": r"""
>>> import numpy as np
>>> from netbounds.simulate import sparse_rnn_classification as simulate
>>> rng = np.random.default_rng(0)
>>> patterns, labels = simulate.two_classes(40, 12, rng)
>>> network = simulate.untrained(patterns, labels, simulate.Architecture(neurons=40, density=0.1), rng=rng)
>>> network.weights.shape
(160,)
""",
    "netbounds.simulate.sparse_rnn_classification.published_example_curve": r"""
>>> import numpy as np
>>> from netbounds.simulate.sparse_rnn_classification import published_example_curve
>>> published_example_curve(epochs=(1, 3), rng=np.random.default_rng(0)).shape
(2,)
""",
    "netbounds.theory.correlated_memory_capacity.controllable_eigenvalues": r"""
>>> import numpy as np
>>> from netbounds.theory.correlated_memory_capacity import controllable_eigenvalues
>>> weights = np.diag([0.9, 0.5, 0.1])
>>> controllable_eigenvalues(weights, np.array([1.0, 1.0, 0.0])).round(6).tolist()
[(0.9+0j), (0.5+0j)]
""",
    "netbounds.simulate.correlated_memory_capacity.processing_by_degree": r"""
>>> import numpy as np
>>> from netbounds.simulate.correlated_memory_capacity import processing_by_degree
>>> processing_by_degree((5, 20), ((1, 10), (2, 4)), 40, 2000, np.random.default_rng(0)).shape
(2, 2)
""",
    "netbounds.simulate.classical_capacity.separates": r"""
>>> import numpy as np
>>> from netbounds.simulate.classical_capacity import separates
>>> separates(np.array([[1.0, 2.0], [2.0, 1.0]])), separates(np.array([[1.0, 0.0], [-1.0, 0.0]]))
(True, False)
""",
    "netbounds.simulate.classical_capacity.linear_program_separates": r"""
>>> import numpy as np
>>> from netbounds.simulate.classical_capacity import linear_program_separates
>>> linear_program_separates(np.array([[1.0, 0.0], [-1.0, 0.0]]))
False
""",
    "netbounds.simulate.classical_capacity.largest_margin_of": r"""
>>> import numpy as np
>>> from netbounds.simulate.classical_capacity import largest_margin_of
>>> round(largest_margin_of(np.array([[1.0, 0.0], [0.0, 1.0]])), 9)
0.707106781
""",
    "netbounds.simulate.information_flow.boolean_information": r"""
>>> import numpy as np
>>> from netbounds.graph import Graph
>>> from netbounds.simulate.information_flow import NoisyBoolean, boolean_information
>>> chain = Graph(pre=[0, 1], post=[1, 2])
>>> network = NoisyBoolean(graph=chain, tables=((0,), (0, 1), (0, 1)), flips=(0.0, 0.1, 0.1))   # copies
>>> boolean_information(network, 2).round(4).tolist()   # 1 - h(0.1), 1 - h(0.18)
[1.0, 0.531, 0.3199]
""",
    "netbounds.simulate.information_flow.site_percolation_by_enumeration": r"""
>>> import numpy as np
>>> from netbounds.graph import Graph
>>> from netbounds.simulate.information_flow import NoisyBoolean, site_percolation_by_enumeration
>>> chain = Graph(pre=[0, 1], post=[1, 2])
>>> network = NoisyBoolean(graph=chain, tables=((0,), (0, 1), (0, 1)), flips=(0.0, 0.1, 0.1))
>>> site_percolation_by_enumeration(network, np.array([1.0, 0.64, 0.64])).round(4).tolist()   # 0.64, 0.64^2
[1.0, 0.64, 0.4096]
""",
    "netbounds.simulate.correlated_memory_capacity.sparse_reservoir": r"""
>>> from netbounds.simulate.correlated_memory_capacity import sparse_reservoir
>>> weights, input_weights = sparse_reservoir(50, 0.1, 0.9, seed=0)
>>> weights.shape, input_weights.shape
((50, 50), (50,))
""",
    "netbounds.simulate.input_driven_chaos.balanced_network": r"""
>>> import numpy as np
>>> from netbounds.simulate.input_driven_chaos import balanced_network
>>> balanced_network(200, 2.0, np.random.default_rng(0)).shape
(200, 200)
""",
    "netbounds.simulate.input_driven_chaos.dense_network": r"""
>>> import numpy as np
>>> from netbounds.simulate.input_driven_chaos import dense_network
>>> round(float(dense_network(200, 2.0, np.random.default_rng(0)).var() * 200), 1)
4.0
""",
    "netbounds.simulate.input_driven_chaos.partial_noise": r"""
>>> import numpy as np
>>> from netbounds.simulate.input_driven_chaos import partial_noise
>>> np.asarray(partial_noise(100, 0.5, 0.3, np.random.default_rng(0))).shape
(100,)
""",
    "netbounds.simulate.input_driven_chaos.sinusoid": r"""
>>> import numpy as np
>>> from netbounds.simulate.input_driven_chaos import sinusoid
>>> current = sinusoid(100, 1.5, 0.2, 0.1, "independent", np.random.default_rng(0))
>>> np.shape(current(3))
(100,)
""",
    "netbounds.simulate.input_driven_chaos.sparse_network": r"""
>>> import numpy as np
>>> from netbounds.simulate.input_driven_chaos import sparse_network
>>> sparse_network(100, 5, 2.0, np.random.default_rng(0)).nnz
500
""",
    "netbounds.simulate.input_driven_chaos.silenced_sample": r"""
>>> import numpy as np
>>> from netbounds.simulate.input_driven_chaos import silenced_sample
>>> found = silenced_sample(2.0, 100, 20.0, 0.04, 0.05, np.random.default_rng(0))
>>> round(float(found[1]), 3)  # ln(1 - dt)/dt
-1.026
""",
}
