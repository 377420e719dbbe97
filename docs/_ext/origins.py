"""Where a public function comes from, when neither its docstring nor a claim that calls it says.

A key is the full name of a function or of a module; the longest one that fits is taken. The
reference shows the sentence as the function's source.
"""

ORIGINS: dict[str, str] = {
    # answers and graphs
    "netbounds.answers.reach": "the laws and searches that it calls: information flow and "
    "reachability, above all [tarjan1972]_, [lengauer1979]_ and [liu2011]_",
    "netbounds.validation": "this package; the page on verdicts states the rule",
    "netbounds.graph.read": "this package; the formats are those of the how-to on your own graph",
    "netbounds.graph.convert": "this package; a change of container, no method",
    "netbounds.graph.search": "breadth-first search, as in [beamer2012]_",
    "netbounds.graph.reach_counts": "one pass over the condensation of [tarjan1972]_",
    "netbounds.datasets": "the publications named in the data files beside it and in their licence",
    # vocabulary and engine
    "netbounds.law": "this package",
    "netbounds.domains": "this package",
    "netbounds.claim": "this package; the page on verdicts states the rule of each kind",
    "netbounds.statistics.measured": "elementary",
    "netbounds.statistics.means": "exact binomial limits; betting (Waudby-Smith and Ramdas 2024); "
    "Student's t with the correction for skewness of Hall (1992)",
    "netbounds.statistics.distributions": "Kolmogorov and Smirnov; likelihood-ratio chi-square",
    "netbounds.statistics.outcome": "this package",
    "netbounds.statistics.sequential": "alpha spending: a union bound over the looks",
    "netbounds.statistics.slopes": "least squares in logarithms",
    # dynamics
    "netbounds.theory.gaussian": "Gaussian integrals: closed forms where there are any, else "
    "quadrature or the Hermite series (Mehler)",
    "netbounds.simulate.reservoir": "the usual random reservoirs; the orthogonal one is the Q of a "
    "Gaussian matrix with the signs of R taken out, hence Haar distributed",
    "netbounds.simulate.lyapunov": "two trajectories and renormalisation, the textbook method",
    # reachability and information flow
    "netbounds.theory.reachability": "derived in this package from the laws of the system",
    "netbounds.theory.reachability.large_hops": "elementary: growth by the factor K a step",
    "netbounds.simulate.reachability": "the definition of the quantity, on drawn graphs; "
    "components by [tarjan1972]_",
    "netbounds.theory.information_flow": "percolation bounds of [evans1999]_ and [polyanskiy2017]_",
    "netbounds.simulate.information_flow": "the definition of the quantity, by enumeration or by "
    "letting the network run; it shares no code with the law",
    # sparse networks
    "netbounds.theory.sparse_rnn_classification": "model of [turcu2022]_; derived in this package",
    "netbounds.theory.sparse_rnn_classification.trained": "a fit to networks that this package "
    "trained, model of [turcu2022]_ (`netbounds.validation.calibration`)",
    "netbounds.theory.sparse_rnn_classification.iterated_curve": "a fit to the published networks "
    "of [turcu2022]_ (`netbounds.validation.calibration`)",
    "netbounds.simulate.sparse_rnn_classification": "model and protocols of [turcu2022]_",
    # memory
    "netbounds.theory.correlated_memory_capacity": "question of [takasu2025]_; own derivation, see "
    "the page of the system",
    "netbounds.theory.correlated_memory_capacity.exact_reservoir": "[hosoe1980]_, [jaeger2002]_",
    "netbounds.theory.correlated_memory_capacity.finite_sample": "[dambre2012]_",
    "netbounds.theory.correlated_memory_capacity.dimension": "[clark2023]_; the input is our own "
    "extension",
    "netbounds.theory.correlated_memory_capacity.recurrent_kernel": "own derivation; the "
    "definition of capacity is that of [jaeger2002]_ and [dambre2012]_",
    "netbounds.simulate.correlated_memory_capacity": "definition of [jaeger2002]_ and "
    "[dambre2012]_, by regression on the states",
    # classical capacity
    "netbounds.simulate.classical_capacity": "[cover1965]_: the definition, decided by least "
    "squares or linear programming",
    "netbounds.simulate.classical_capacity.margin": "[gardner1988]_: the definition, by dual "
    "coordinate ascent",
    "netbounds.simulate.classical_capacity.cones": "[amelunxen2014]_: the definition",
    # state-space models
    "netbounds.simulate.stable_ssm": "model and maps of [wang2024]_; quadrature, linear "
    "programming, gradient descent: the definition of each quantity, no formula of the laws",
    # chaos
    "netbounds.theory.input_driven_chaos": "[molgedey1992]_, [schuecker2018]_",
    "netbounds.theory.input_driven_chaos.sum_rule": "elementary: the determinant of a product",
    "netbounds.simulate.input_driven_chaos": "networks and inputs of [sompolinsky1988]_, "
    "[kadmon2015]_ and [engelken2022]_; exponents by repeated QR",
    # low-rank sparse control
    "netbounds.simulate.low_rank_sparse_control": "weights of [tumma2024]_; the definition of the "
    "quantity",
}
