"""`netbounds reach` as a user types it."""

import json
import re

import pytest
from typer.testing import CliRunner

from netbounds.cli import app, main


def run(*words):
    return CliRunner().invoke(app, ["reach", *words], catch_exceptions=False)


def test_the_screen_names_the_neurons_of_the_worm():
    shown = run("celegans", "--bottlenecks", "--control", "--augment", "--failure", "0.1").output
    for words in ("280 neurons", "83 driven (sensory)", "AINL, DVB, VC6", "237", "PDA, PDB"):
        assert words in shown
    assert "32 input signals (0.114 of all neurons)" in shown
    assert "Each of 7 neurons and 8 synapses is a single point of failure." in shown
    assert "If each synapse is lost with probability 0.1" in shown
    assert "VC4 (at most 0.881)" in shown
    assert run("celegans", "--drive", "sensory").exit_code == 0


def test_numbers_stand_beside_theory_and_shuffled_graphs(monkeypatch):
    shown = run("celegans", "--bottlenecks", "--control").output
    assert re.search(r"synapses whose loss silences neurons +8 +0\.6 +6\.2 +\d+\.\d ± ", shown)
    assert re.search(r"needed beside this drive +3 +0\.1 +3\.0 +3 ± ", shown)
    assert "mean ± s.d. of 20 graphs" in shown
    monkeypatch.setattr("netbounds.answers.random_graphs.usual_copies", lambda _: 1)
    one = run("celegans").output
    assert "shuffled: one graph with these degrees" in one
    assert "±" not in one
    monkeypatch.setattr("netbounds.answers.random_graphs.usual_copies", lambda _: 0)
    none = run("celegans").output
    assert re.search(r"neurons reached +277 +279\.9 +277\.0 *\n", none)
    assert "No shuffled graphs: they would take too long above 4,000,000 synapses." in none


def test_brackets_in_names_are_shown(tmp_path):
    table = tmp_path / "edges.csv"
    table.write_text("cell[red],cell[/]\nc,c\n")
    shown = run(str(table), "--drive", "cell[red]", "--bottlenecks").output
    assert "Not reached: c" in shown
    assert "cell[red] → cell[/]" in shown


def test_json_of_the_larva():
    answer = json.loads(run("drosophila-larva", "--json").stdout)
    assert (answer["driven"], answer["reached"], answer["unreached"]) == (58, 208, ["K095"])


def test_files_of_a_published_connectome(tmp_path):
    table = tmp_path / "connections.csv"
    table.write_text(
        "pre_root_id,post_root_id,neuropil,syn_count\n"
        "720575940600000001,720575940600000002,A,3\n"
        "720575940600000001,720575940600000002,B,4\n"
        "720575940600000002,720575940600000003,A,2\n"
    )
    columns = "pre=pre_root_id,post=post_root_id,weight=syn_count"
    drive = "720575940600000001"
    shown = run(str(table), "--columns", columns, "--min-weight", "5", "--drive", drive, "--json")
    answer = json.loads(shown.stdout)
    assert (answer["synapses"], answer["duplicates"]) == (1, 1)
    assert answer["unreached"] == ["720575940600000003"]
    out, picture = tmp_path / "out", tmp_path / "picture.svg"
    run(str(table), "--drive", drive, "--csv", str(out), "--figure", str(picture))
    assert (out / "neurons.csv").read_text().count("\n") == 4
    assert picture.read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere.csv"], "path must be a file, got no such file (nowhere.csv)"),
        (["celegans", "--drive", "ASHX"], "got 'ASHX'; near it are"),
        (["celegans", "--orientation", "pre-post"], "must be left out for celegans"),
        (["celegans", "--drive-fraction", "2"], "drive_fraction must be >= 0 and <= 1, got 2.0"),
        (["x.csv", "--columns", "pre"], "columns must look like pre=...,post=...,weight=..."),
        (
            ["celegans", "--drive", "sensory", "--drive-fraction", "0.1"],
            "reach: one of drive and drive_fraction must be given, got both of them",
        ),
        (["celegens"], "no such file (celegens); near it is celegans, which comes with netbounds"),
        (["nowhere.csv", "--figure", "picture.doc"], "figure must end in .svg, .pdf or .png"),
        (["nowhere.csv", "--figure", "no/folder/a.svg"], "figure must lie in a folder that exists"),
        (["nowhere.csv", "--csv", __file__], "csv must be a folder"),
    ],
)
def test_mistakes_are_one_line_and_exit_code_2(words, sentence, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["netbounds", "reach", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
