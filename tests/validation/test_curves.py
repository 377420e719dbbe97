"""What figures draw is computed once and kept; what comes back is what would be computed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.synthetic import CLAIMS

from netbounds.domains import DomainError
from netbounds.validation import sweep
from netbounds.validation.curves import with_curves
from netbounds.validation.figures import Figure, Panel, Series, measurements, table

_CALLS = "NETBOUNDS_TEST_CALLS"  # names a file that grows whenever panels are computed


def _panels(measured):
    import os

    with Path(os.environ[_CALLS]).open("a", encoding="utf-8") as file:
        file.write("x")
    points = measured("noisy square")
    x = np.linspace(1, 4, 7) / 3
    return (
        Panel(
            xlabel="n",
            ylabel="square",
            yscale="log",
            xlim=(0.5, None),
            ynames=("zero", "one"),
            series=(
                Series(role="theory", label="square", x=x, y=np.r_[x[:-1] ** 2, np.nan]),
                Series(
                    role="simulation",
                    label="square",
                    x=[m.point["n"] for m in points],
                    y=[m.mean for m in points],
                    yerr=np.array([[m.standard_error, 2 * m.standard_error] for m in points]).T,
                ),
            ),
        ),
    )


def _typing_error(measured):
    return measured("noisy squid")


FIGURE = Figure(name="square", title="Squares", caption="Squares grow.", panels=_panels)


@pytest.fixture(scope="module")
def verdicts():
    return sweep({"synthetic": CLAIMS[:1]}, store=":memory:", workers=1)


@pytest.fixture
def calls(tmp_path, monkeypatch):
    path = tmp_path / "calls"
    monkeypatch.setenv(_CALLS, str(path))
    path.touch()
    return lambda: path.stat().st_size


def _known(verdicts, store, **how):
    ((figure,),) = with_curves({"synthetic": [FIGURE]}, verdicts, store=store, **how).values()
    return figure


def test_kept_panels_give_the_numbers_of_computed_ones_to_the_last_digit(verdicts, calls, tmp_path):
    measured = measurements(verdicts, CLAIMS)
    expected = table(_panels(measured))
    for _ in range(2):
        figure = _known(verdicts, tmp_path / "s.sqlite", workers=1)
        panels = figure.panels(measured)
        assert table(panels) == expected
        assert (panels[0].xlim, panels[0].ynames) == ((0.5, None), ("zero", "one"))
    assert calls() == 2  # once here, once for the store


def test_one_and_two_workers_compute_the_same(verdicts, calls, tmp_path):
    measured = measurements(verdicts, CLAIMS)
    one, two = (
        _known(verdicts, tmp_path / f"{workers}.sqlite", workers=workers) for workers in (1, 2)
    )
    assert table(one.panels(measured)) == table(two.panels(measured))
    assert calls() == 2


def test_other_measurements_are_drawn_anew(verdicts, calls, tmp_path):
    (verdict,) = verdicts
    shifted = tuple(replace(m, mean=m.mean + 1) for m in verdict.measured)
    for some in (verdicts, [replace(verdict, measured=shifted)], verdicts):
        _known(some, tmp_path / "s.sqlite", workers=1)
    assert calls() == 2


def test_who_listens_hears_which_claims_a_kept_figure_shows(verdicts, calls):
    heard = []
    figure = _known(verdicts, ":memory:", workers=1)
    figure.panels(heard.append)
    assert heard == ["noisy square"]


def test_a_store_that_cannot_be_written_still_gives_figures(verdicts, calls, tmp_path, monkeypatch):
    from netbounds.validation.store import Store

    with Store(tmp_path / "s.sqlite") as store:
        store.writable = False
        assert _known(verdicts, store, workers=1).panels(lambda _: [])
        assert _known(verdicts, store, workers=1).panels(lambda _: [])
    assert calls() == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_figure_that_asks_for_an_unknown_claim_is_refused(verdicts, workers):
    wrong = replace(FIGURE, panels=_typing_error)
    with pytest.raises(DomainError, match=r"claim must be one of .*got noisy squid"):
        with_curves({"synthetic": [wrong]}, verdicts, store=":memory:", workers=workers)
