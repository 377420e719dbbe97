"""The whole answer about reach: its numbers, its files, and what it refuses."""

import csv
import json

import networkx as nx
import numpy as np
import pytest

from netbounds.answers import reach
from netbounds.answers.random_graphs import usual_trials
from netbounds.datasets import celegans, drosophila_larva
from netbounds.domains import DomainError
from netbounds.ensembles import Bernoulli, Seeds
from netbounds.graph import Graph
from netbounds.theory.reachability import (
    expected_reached,
    expected_source_components,
    hop_profile,
)

WORKED = Graph(pre=[0, 1, 2, 2, 3, 4, 4, 1, 5, 7, 7], post=[1, 2, 0, 3, 4, 3, 5, 5, 6, 6, 4], n=8)


@pytest.fixture(scope="module")
def worm():
    return reach(celegans(), "sensory", bottlenecks=True, control=True, augment=True)


def test_worked_example_of_eight_neurons():
    found = reach(WORKED, [0], bottlenecks=True, control=True, augment=True)
    assert (found.neurons, found.synapses, found.driven, found.reached) == (8, 11, 1, 7)
    assert found.unreached == ("7",)
    assert list(found.hops.values()) == [0, 1, 2, 3, 4, 2, 3, -1]
    assert (found.max_hops, found.hop_counts) == (4, (1, 1, 2, 2, 1))
    assert (found.source_components, found.extra_drive) == (2, ("7",))
    assert found.largest_strong_component == 3
    assert found.control.signals == 2
    assert len(found.to_reach_all) == 1
    assert len(found.to_strongly_connect) == 2


def test_json_carries_every_promised_field(worm):
    answer = json.loads(worm.to_json())
    assert (answer["neurons"], answer["synapses"], answer["driven"]) == (280, 2194, 83)
    assert (answer["reached"], answer["max_hops"]) == (277, 3)
    assert answer["unreached"] == ["AINL", "DVB", "VC6"]
    assert answer["largest_strong_component"] == 237
    assert answer["hops"]["VC6"] == -1
    assert answer["hops"]["ASHL"] == 0
    assert len(answer["hops"]) == 280
    assert answer["source_components"] == 12
    assert answer["extra_drive_needed"] == 3
    assert sum(answer["bow_tie"].values()) == 280
    assert answer["expected_reached"] == pytest.approx(279.93, abs=0.01)
    assert answer["control"]["signals"] == 32  # 0.114 of all neurons
    assert answer["bottlenecks"]["neurons"]["AS11"] == 2
    added = nx.DiGraph(answer["augment"]["to_strongly_connect"])
    assert nx.is_strongly_connected(nx.compose(celegans().to_networkx(), added))


def test_prediction_is_the_exact_law_for_as_many_neurons_and_synapses(worm):
    law = expected_reached(Bernoulli(280, 2194 / (280 * 279)), Seeds(83))
    assert worm.expected_reached == law
    inputs = expected_source_components(Bernoulli(280, 2194 / (280 * 279)))
    assert worm.expected["source_components"] == inputs


def test_shuffled_graphs_keep_degrees_and_explain_the_core_of_the_worm(worm):
    """The core of 237 is what the degrees alone make: 241 +- 1, where D(n, p) has 280."""
    spread = worm.shuffled["largest_strong_component"]
    assert abs(spread.mean - 241) < 2
    assert sum(worm.shuffled_hops) == pytest.approx(worm.shuffled["reached"].mean)
    assert worm.expected["largest_strong_component"] > 279


def test_control_and_bottlenecks_stand_beside_random_graphs(worm):
    assert worm.numbers["signals"] == 32
    assert worm.shuffled["signals"].mean < 29  # the worm needs more than its degrees ask for
    assert worm.expected["signals"] == 1  # at 7.8 synapses a neuron, D(n, p) needs one or so
    assert worm.numbers["bottleneck_neurons"] == 7


def test_every_number_stands_beside_theory_for_its_degrees(worm):
    """Shuffled graphs have what theory says but for a neuron or so, as double synapses merge."""
    assert set(worm.numbers) == set(worm.expected) == set(worm.expected_of_degrees)
    for name, spread in worm.shuffled.items():
        law, error = worm.expected_of_degrees[name], spread.deviation / worm.copies**0.5
        assert abs(law - spread.mean) < 5 * error + 1, name
    assert sum(worm.expected_hops_of_degrees) == pytest.approx(worm.shuffled["reached"].mean, abs=1)
    answer = json.loads(worm.to_json())
    assert answer["expected_of_degrees"] == dict(worm.expected_of_degrees)
    assert answer["expected_hops_of_degrees"] == list(worm.expected_hops_of_degrees)


@pytest.mark.parametrize("driven", [30, 300])
def test_theory_for_the_degrees_of_a_large_graph_is_close_to_the_graph(driven):
    n = 30_000
    rng = np.random.default_rng(2)
    pre, post = rng.integers(0, n, (2, 2 * n))
    found = reach(
        Graph(pre=pre, post=post, n=n), range(driven), bottlenecks=True, control=True, copies=0
    )
    for name, law in found.expected_of_degrees.items():
        if name != "max_hops":  # numbers of this size fluctuate by sqrt(n) = 173 or less
            assert abs(law - found.numbers[name]) < 500, name
    last = len(found.hop_counts) - 1
    assert abs(found.expected_of_degrees["max_hops"] - last) < 5


def test_one_shuffled_graph_has_no_deviation():
    found = reach(celegans(), "sensory", copies=1)
    assert found.shuffled["reached"].deviation is None
    assert json.loads(found.to_json())["shuffled"]["reached"]["deviation"] is None


def test_reliability_of_the_worked_example():
    found = reach(WORKED, [0], failure=0.25, copies=0)
    answer = json.loads(found.to_json())["reliability"]
    assert answer["upper_all"] == pytest.approx(0.2780914306640625, abs=1e-15)
    low, high = answer["monte_carlo"]["interval"]
    assert low < 3645 / 16384 < high
    exact = [1, 3 / 4, 9 / 16, 27 / 64, 81 / 256, 0.621826171875, 0.46636962890625]
    for name, probability in zip("0123456", exact, strict=True):
        bounds = answer["per_neuron"][name]
        assert bounds["lower"] - 1e-15 <= probability <= bounds["upper"] + 1e-15
    assert answer["per_neuron"]["7"] == {"lower": 0, "upper": 0}


def test_same_seed_same_answer():
    graph = drosophila_larva()
    first, again, other = (
        reach(graph, drive_fraction=0.05, seed=seed, copies=2).to_json() for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize(("mean_degree", "driven"), [(0.5, 800), (1, 400), (3, 20), (3, 20000)])
def test_a_large_graph_is_compared_with_the_law_for_large_graphs(mean_degree, driven):
    n = 40_000
    rng = np.random.default_rng(0)
    pre, post = rng.integers(0, n, (2, int(mean_degree * n)))
    found = reach(Graph(pre=pre, post=post, n=n), range(driven), copies=0)
    assert abs(found.expected_reached - found.reached) < 0.005 * n


def test_the_law_for_large_graphs_continues_the_exact_one(monkeypatch):
    graph = Graph(pre=np.arange(2000) % 999, post=(np.arange(2000) * 7 + 1) % 1000, n=1000)
    exact = reach(graph, range(50), copies=0).expected_reached
    monkeypatch.setattr("netbounds.answers.predictions._EXACT_UP_TO", 10)
    assert reach(graph, range(50), copies=0).expected_reached == pytest.approx(exact, rel=2e-3)


def test_hops_stand_beside_their_exact_law(worm):
    law = hop_profile(Bernoulli(280, 2194 / (280 * 279)), Seeds(83))
    shown = len(worm.expected_hops)
    assert worm.expected["max_hops"] == pytest.approx(2.05, abs=0.01)  # the fourth layer has 0.05
    assert worm.expected_hops == tuple(law[:shown].tolist())
    assert law[shown:].max() <= 0.05
    assert json.loads(worm.to_json())["expected_hops"] == list(worm.expected_hops)
    assert sum(worm.expected_hops) == pytest.approx(worm.expected_reached, abs=0.05)


def test_hops_of_a_large_graph_follow_the_recursion():
    n, driven = 40_000, 400
    rng = np.random.default_rng(1)
    pre, post = rng.integers(0, n, (2, 3 * n))
    found = reach(Graph(pre=pre, post=post, n=n), range(driven), copies=0)
    assert abs(len(found.expected_hops) - len(found.hop_counts)) <= 2
    for expected, count in zip(found.expected_hops, found.hop_counts, strict=False):
        # a layer's fluctuation is that of the layers before it, some sqrt(driven) of a share
        assert abs(expected - count) < 5 * expected / driven**0.5 + 20


def test_simulated_failures_are_fewer_in_large_graphs():
    small, large = (Graph(pre=np.arange(m), post=np.arange(m) + 1) for m in (100, 3_000_000))
    assert usual_trials(small) == 4096
    assert usual_trials(large) == 1280


def test_a_graph_without_synapses_reaches_the_drive_only():
    found = reach(Graph(pre=[1], post=[1], n=3), [0])
    assert (found.reached, found.expected_reached, found.max_hops) == (1, 1.0, 0)
    assert found.extra_drive == ("1", "2")


def test_tables_have_one_row_a_neuron_and_one_row_a_synapse(worm, tmp_path):
    paths = worm.write_csv(tmp_path / "new")
    rows = []
    for path in paths:
        with path.open(newline="") as file:
            rows.append(list(csv.DictReader(file)))
    neurons, synapses = rows
    assert (len(neurons), len(synapses)) == (280, 2194)
    by_name = {row["name"]: row for row in neurons}
    assert by_name["VC6"]["hops"] == "-1"
    assert by_name["PDA"]["last_bottleneck"] == "AS11"
    assert by_name["AS11"]["silenced_by_loss"] == "2"
    assert sum(int(row["needs_signal"]) for row in neurons) == 32
    silenced = {(r["pre"], r["post"]): r["silenced_by_loss"] for r in synapses}
    assert silenced["HSNL", "VC5"] == "2"
    assert sum(float(row["weight"]) for row in synapses) == 6394
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["neurons.csv", "synapses.csv"]


def test_a_table_that_cannot_be_finished_leaves_the_old_one(worm, tmp_path, monkeypatch):
    (tmp_path / "neurons.csv").write_text("old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        worm.write_csv(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["neurons.csv"]
    assert (tmp_path / "neurons.csv").read_text() == "old"


def test_drive_is_given_by_name_number_class_file_or_fraction(tmp_path):
    graph = Graph(pre=[0], post=[1], names=["a", "b", "c"], classes=["in", "mid", "in"])
    (tmp_path / "cells.txt").write_text("b\nc\n")
    for drive, expected in [
        ("a", [0]), ("a, b", [0, 1]), ("in", [0, 2]), ("in,b", [0, 1, 2]), ([2, "b"], [1, 2]),
        (tmp_path / "cells.txt", [1, 2]), (str(tmp_path / "cells.txt"), [1, 2]),
        (np.array([2, 2]), [2]),
    ]:  # fmt: skip
        assert reach(graph, drive, copies=0).drive.tolist() == expected
    everybody = reach(graph, drive_fraction=1, copies=0)
    assert everybody.driven == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            {},
            "reach: one of drive and drive_fraction must be given, got neither of them; "
            "its classes are",
        ),
        ({"drive": "a", "drive_fraction": 0.5}, "got both of them"),
        ({"drive": []}, "drive must name at least one neuron, got an empty drive"),
        (
            {"drive": "b,x"},
            "drive must name neurons, a class of neurons, or a file with names, got 'x'",
        ),
        ({"drive": [7]}, r"neuron must be in 0 \.\. 2, got 7"),
        ({"drive_fraction": 0}, "drive_fraction must drive somebody, got 0; choose a larger one"),
        ({"drive_fraction": 1.5}, "drive_fraction must be >= 0 and <= 1, got 1.5"),
        ({"drive": "a", "copies": -1}, "copies must be >= 0, got -1"),
    ],
)
def test_what_drives_nobody_is_refused(arguments, sentence):
    graph = Graph(pre=[0], post=[1], names=["a", "b", "c"], classes=["in", "mid", "in"])
    with pytest.raises(DomainError, match=sentence):
        reach(graph, **arguments)


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_picture_is_drawn_the_same_every_time(worm, tmp_path, kind):
    for name in "ab":
        worm.draw(tmp_path / f"{name}.{kind}")
    first, second = ((tmp_path / f"{name}.{kind}").read_bytes() for name in "ab")
    assert len(first) > 10_000
    assert first == second


def test_pictures_of_odd_graphs_are_drawn(tmp_path):
    rng = np.random.default_rng(0)
    large = Graph(pre=rng.integers(0, 5000, 9000), post=rng.integers(0, 5000, 9000), n=5000)
    for graph in (Graph(pre=[], post=[], n=1), Graph(pre=[0], post=[1], n=3), WORKED, large):
        reach(graph, [0], bottlenecks=True).draw(tmp_path / "odd.png")
        assert (tmp_path / "odd.png").stat().st_size > 10_000


def test_a_picture_of_unknown_kind_is_refused(worm, tmp_path):
    with pytest.raises(DomainError, match=r"figure must end in \.svg, \.pdf or \.png"):
        worm.draw(tmp_path / "picture.gif")
    with pytest.raises(DomainError, match="figure must lie in a folder that exists"):
        worm.draw(tmp_path / "nowhere" / "picture.svg")
