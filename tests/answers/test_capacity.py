import json
import math
import subprocess
import sys

import pytest

from netbounds import Graph, capacity
from netbounds.answers.capacity_check import check_capacity
from netbounds.answers.capacity_curve import values_of
from netbounds.answers.capacity_design import least_in_degree, least_neurons
from netbounds.answers.capacity_record import Setting
from netbounds.cli import app
from netbounds.domains import DomainError
from netbounds.ensembles import Bernoulli, Seeds
from netbounds.theory.reachability import probability_all_reached
from netbounds.theory.sparse_rnn_classification import (
    one_shot_capacity,
    one_shot_capacity_constant,
)


def test_the_one_shot_number_is_the_scaling_law() -> None:
    answer = capacity(1000, density=0.1, rule="one-shot", accuracy=0.95)
    constant = one_shot_capacity_constant(density=0.1, gain=10.0, readout_fraction=0.1)
    assert answer.patterns == pytest.approx(one_shot_capacity(1000, 0.1, constant, 0.95), rel=1e-12)
    assert answer.patterns_low < answer.patterns < answer.patterns_high
    assert answer.kind == "mean field"
    assert answer.prediction.validated


def test_rules_are_ordered_as_the_paper_found_them() -> None:
    one_shot, iterated, bptt = (found.patterns for found in capacity(400, in_degree=20).predictions)
    assert one_shot < iterated < bptt


def test_an_information_of_one_bit_a_label_is_counted() -> None:
    answer = capacity(400, in_degree=10, accuracy=0.9)
    held = 1 + 0.9 * math.log2(0.9) + 0.1 * math.log2(0.1)
    assert answer.bits_per_synapse(answer.patterns) == pytest.approx(
        answer.patterns / 4000 * held, rel=1e-12
    )


@pytest.mark.parametrize(
    ("arguments", "caveat"),
    [
        ({"density": 0.4, "rule": "one-shot"}, "density of 0.3 or more"),
        ({"density": 0.1, "rule": "one-shot", "readout_fraction": 1.0}, "all neurons read out"),
        ({"in_degree": 5, "rule": "one-shot"}, "20 or more synapses"),
        ({"in_degree": 100, "rule": "bptt"}, "in degree 100 lies outside"),
        ({"in_degree": 19, "rule": "bptt"}, "in so large a network only up to"),
        ({"in_degree": 8, "rule": "bptt", "dale": True}, "Dale's law costs"),
        ({"in_degree": 4, "rule": "bptt", "readout_fraction": 1.0}, "readout fraction 1 lies"),
        ({"density": 0.3, "rule": "bptt"}, "density of 0.3 or more was not measured"),
        ({"in_degree": 20, "rule": "iterated", "accuracy": 0.9999}, "do not cover this accuracy"),
    ],
)
def test_outside_of_the_validated_range_it_says_so_and_widens_the_band(arguments, caveat) -> None:
    found = capacity(300, **arguments).prediction
    assert any(caveat in text for text in found.caveats)
    assert found.patterns_high / found.patterns_low > 4


def test_the_record_has_what_json_promises() -> None:
    record = json.loads(capacity(200, in_degree=10).to_json())
    promised = {
        "patterns", "patterns_low", "patterns_high", "patterns_per_synapse", "bits_per_synapse",
        "effective_synapses", "least_in_degree", "kind", "source", "bounds",
    }  # fmt: skip
    assert promised <= set(record)
    assert [found["rule"] for found in record["rules"]] == ["one-shot", "iterated", "bptt"]
    patterns = [bound["patterns"] for bound in record["bounds"]]
    assert patterns == sorted(patterns)


def test_a_given_graph_is_counted_not_guessed() -> None:
    ring = Graph(pre=range(40), post=[(i + 1) % 40 for i in range(40)])
    answer = capacity(graph=ring, readout_fraction=0.1)
    assert answer.setting.in_degree == 1
    assert 0 < answer.effective_synapses <= 40
    assert answer.probability_all_reached == 1.0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"neurons": 100}, "one of in_degree and density must be given, got neither"),
        ({"neurons": 100, "in_degree": 5, "density": 0.1}, "must be given, got both"),
        ({"in_degree": 5}, r"neurons must be given \(or a graph\)"),
        ({"neurons": 10, "in_degree": 20}, "in_degree must be <= neurons = 10"),
        ({"neurons": 10**20, "in_degree": 5}, "neurons must be >= 1 and <= 1000000000000"),
        ({"neurons": 100, "in_degree": 5, "accuracy": 0.5}, "accuracy must be"),
        ({"neurons": 100, "in_degree": 5, "accuracy": 1.0}, "accuracy must be"),
        ({"neurons": 5, "in_degree": 2, "readout_fraction": 0.1}, "at least one readout neuron"),
        ({"neurons": 100, "in_degree": 5, "input_fraction": 0.001}, "at least one driven neuron"),
        ({"neurons": 100, "in_degree": 5, "rule": "magic"}, "rule must be one of 'one-shot'"),
        ({"neurons": 100, "in_degree": -1}, "in_degree must be > 0, got -1"),
    ],
)
def test_parameters_that_make_no_sense_get_one_sentence(arguments, sentence) -> None:
    with pytest.raises(DomainError, match=sentence):
        capacity(**arguments)


def test_the_inverse_finds_the_least_in_degree_that_is_enough() -> None:
    at = Setting(neurons=200, in_degree=1.0)
    found = least_in_degree(at, "bptt", 1500)
    assert found.patterns >= 1500
    fewer = capacity(200, in_degree=found.setting.in_degree - 1)
    assert fewer.patterns < 1500


def test_the_inverse_finds_the_least_number_of_neurons() -> None:
    found = least_neurons(Setting(neurons=12, in_degree=10.0), "bptt", 1500)
    assert found.patterns >= 1500
    assert capacity(found.setting.neurons - 1, in_degree=10).patterns < 1500


def test_the_inverse_says_when_it_cannot_be_done() -> None:
    with pytest.raises(DomainError, match="fit into 20 neurons, however many synapses"):
        least_in_degree(Setting(neurons=20, in_degree=1.0), "one-shot", 10**6)


def test_every_number_says_what_it_rests_on() -> None:
    random = capacity(200, in_degree=10)
    given = capacity(graph=Graph(pre=range(40), post=[(i + 1) % 40 for i in range(40)]))
    assert random.effective_synapses_kind == "asymptotic theory, karp1990"
    assert given.effective_synapses_kind.startswith("counted in the graph")
    for record in (random.record(), given.record()):
        assert record["probability_all_reached_kind"]
        assert record["least_in_degree_kind"] == "theorem, karp1990"
        for part in (*record["rules"], *record["bounds"]):
            assert part["kind"] in {"theorem", "mean field", "empirical constant", "heuristic"}
            assert part["source"]


def test_a_check_of_a_given_graph_is_refused_not_faked() -> None:
    ring = Graph(pre=range(40), post=[(i + 1) % 40 for i in range(40)])
    with pytest.raises(DomainError, match="check must be of random wiring"):
        check_capacity(capacity(graph=ring))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--neurons 100 --in-degree 5 --figure a.svg", "figure must come with --sweep"),
        ("--neurons 100 --sweep in-degree=4:40 --figure a.doc", "figure must end in .svg, .pdf or"),
        ("--neurons 100 --sweep in-degree=4:40 --figure /proc/a.svg", "that can be written to"),
        ("--graph celegans --sweep in-degree=3:5", "sweep must come without --graph"),
        ("--neurons 100 --in-degree 5 --accuracy 1.2", "capacity: accuracy must be"),
    ],
)
def test_options_that_contradict_each_other_get_one_sentence(words: str, sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        app(["capacity", *words.split()], standalone_mode=False)


def test_a_sweep_needs_no_value_of_what_it_sweeps(capsys, tmp_path) -> None:
    picture = tmp_path / "curve.svg"
    words = ["--neurons", "100", "--sweep", "in-degree=4:7", "--figure", str(picture)]
    app(["capacity", *words], standalone_mode=False)
    rows = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in rows[-4:]] == ["4", "5", "6", "7"]
    assert picture.exists()
    assert picture.with_suffix(".csv").exists()


def test_a_check_simulates_exactly_the_setting() -> None:
    measured = check_capacity(capacity(40, in_degree=5, accuracy=0.9), seed=1)
    assert measured.networks == 5
    assert measured.verdict == "agrees"
    assert measured.predicted_low < measured.predicted < measured.predicted_high


def test_a_check_that_would_take_hours_is_refused() -> None:
    with pytest.raises(DomainError, match="stay below a quarter of an hour"):
        check_capacity(capacity(2000, in_degree=20))


@pytest.mark.parametrize("words", ["in-degree", "in-degree=4", "in-degree=9:4", "luck=1:2"])
def test_a_sweep_in_wrong_words_is_refused(words: str) -> None:
    with pytest.raises(DomainError, match="sweep must look like NAME=FROM:TO"):
        values_of(words, ["in-degree"])


@pytest.mark.parametrize("neurons", [60, 99, 100, 300])
def test_who_is_reached_follows_the_exact_law(neurons: int) -> None:
    for in_degree in (2.0, 4.0, 8.0, neurons - 1.0):
        exact = probability_all_reached(Bernoulli(neurons, in_degree / neurons), Seeds(1))
        found = capacity(neurons, in_degree=in_degree).probability_all_reached
        assert found == pytest.approx(exact, abs=3e-5)


@pytest.mark.parametrize("neurons", [10, 49, 50])
def test_the_least_in_degree_is_that_of_the_exact_law(neurons: int) -> None:
    found = capacity(neurons, in_degree=4).least_in_degree
    graph = Bernoulli(neurons, found / (neurons - 1))
    assert 1 - probability_all_reached(graph, Seeds(1)) == pytest.approx(0.01, rel=1e-5)


@pytest.mark.parametrize("neurons", [30, 60])
def test_an_answer_loads_neither_compiler_nor_statistics(neurons: int) -> None:
    # each of them costs a second of a cold start that shall take one and a half
    asked = (
        "import sys, netbounds.cli\n"
        f"words = ['capacity', '--neurons', '{neurons}', '--in-degree', '8']\n"
        "netbounds.cli.app(words, standalone_mode=False)\n"
        "print([name for name in ('numba', 'scipy.stats', 'sympy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
