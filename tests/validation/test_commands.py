import json

import pytest
import typer
from typer.testing import CliRunner

from netbounds.cli.plots import plots
from netbounds.cli.replay import replay
from netbounds.cli.validate import validate
from netbounds.domains import DomainError
from netbounds.validation.trials import run_blocks, series

app = typer.Typer(pretty_exceptions_enable=False)
for command in (validate, plots, replay):
    app.command()(command)

pytestmark = pytest.mark.usefixtures("synthetic_system")


@pytest.fixture
def netbounds(tmp_path):
    def run(*arguments, code=0):
        if arguments[0] != "replay":
            arguments += ("--store", str(tmp_path / "s.sqlite"), "--workers", "1")
        result = CliRunner().invoke(app, [str(a) for a in arguments])
        if isinstance(result.exception, DomainError):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


def test_validate_says_how_many_agree_with_which_error_rates_and_what_is_untested(netbounds):
    said = " ".join(netbounds("validate", "synthetic").stdout.split())
    assert "14 claims of 1 system, quick run, seed 0" in said
    assert "14 agree: the data do not reject the law" in said
    assert "at most 1e-06 a claim" in said
    assert "Power: with probability 0.99 a deviation of" in said
    assert "1 point that only the full run visits" in said
    assert "1 law that no claim calls: synthetic: cube" in said


def test_validate_prints_json_and_speaks_of_progress_on_stderr_only(netbounds):
    result = netbounds("validate", "--json")
    verdicts = json.loads(result.stdout)["verdicts"]
    assert {v["verdict"] for v in verdicts} == {"agrees"}
    assert "[14/14]" in result.stderr


def test_a_claim_that_disagrees_gives_exit_code_1_and_says_by_how_much(netbounds, monkeypatch):
    import sys

    module = sys.modules["netbounds.validation.synthetic"]
    monkeypatch.setattr(module, "CLAIMS", (module.CLAIMS[0].spoiled(),))
    said = netbounds("validate", code=1).stdout
    assert "1 disagrees:" in said
    assert "synthetic: square: at n=" in said


def test_plots_writes_each_figure_and_its_numbers(netbounds, tmp_path):
    paths = netbounds("plots", "--out", tmp_path / "out", "--format", "png").stdout.split()
    assert [p.rsplit("/", 1)[1] for p in paths] == ["square.png", "square.csv"]


def test_an_unknown_format_is_refused(netbounds, tmp_path):
    with pytest.raises(DomainError, match="format must be svg, pdf or png, got 'gif'"):
        netbounds("plots", "--out", tmp_path / "out", "--format", "gif")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("validate", "synthetic", "--seed", "-1"), "validate: seed must be >= 0, got -1"),
        (("plots", "--out", __file__), "out must lie in folders, got .*test_commands.py"),
        (("plots", "--out", "/proc/figures"), "out must be a place that can be written to"),
    ],
)
def test_places_and_seeds_are_refused_before_anything_is_computed(
    netbounds, tmp_path, words, sentence
):
    with pytest.raises(DomainError, match=sentence):
        netbounds(*words)
    assert not (tmp_path / "s.sqlite").exists() or words[0] == "validate"


def test_replay_repeats_a_trial_as_it_ran_within_its_block(netbounds):
    from support.synthetic import CLAIMS

    from netbounds.validation.codec import decode

    work = series("synthetic", CLAIMS[0], {"n": 3}, 5).work
    ((_, block),) = run_blocks(work, [1])
    alone = netbounds("replay", "noisy square", "--point", "n=3", "--seed", "5:70").stdout
    assert float(alone) == decode(block.data)[70 - 64]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("noisy squar",), "there is no claim 'noisy squar'; did you mean 'noisy square'"),
        (("heads", "--point", "p=2"), "has no point 'p=2'; its points are: p=0.3; p=0.7"),
        (("heads", "--seed", "x"), "seed must be two whole numbers"),
        (("squares",), "claim must have a simulation"),
    ],
)
def test_replay_refuses_what_it_cannot_find(netbounds, arguments, sentence):
    with pytest.raises(DomainError, match=sentence):
        netbounds("replay", *arguments)


def test_large_deviations_are_plain_numbers_and_small_ones_keep_two_digits():
    from netbounds.validation.summary import _percent

    assert [_percent(x) for x in (3.9012, 0.0123, 1.2e-9)] == ["390 %", "1.2 %", "1.2e-07 %"]


def test_ctrl_c_among_the_curves_says_what_is_kept_and_writes_no_figure(
    netbounds, monkeypatch, tmp_path
):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("netbounds.validation.curves.with_curves", interrupted)
    result = netbounds("plots", "synthetic", "--out", tmp_path / "plots", code=130)
    assert "Stopped. Every finished block is kept in" in result.stderr
    assert "go on with: netbounds" in result.stderr
    assert not list((tmp_path / "plots").rglob("*.svg"))
