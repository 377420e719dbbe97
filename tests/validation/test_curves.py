"""What figures draw is computed once and kept; what comes back is what would be computed."""

from dataclasses import replace

import pytest
from support.drawn import CALLS, FIGURE, panels, typing_error
from support.synthetic import CLAIMS

from netbounds.domains import DomainError
from netbounds.validation import sweep
from netbounds.validation.curves import with_curves
from netbounds.validation.figures import measurements, table


@pytest.fixture(scope="module")
def verdicts():
    return sweep({"synthetic": CLAIMS[:1]}, store=":memory:", workers=1)


@pytest.fixture
def calls(tmp_path, monkeypatch):
    path = tmp_path / "calls"
    monkeypatch.setenv(CALLS, str(path))
    path.touch()
    return lambda: path.stat().st_size


def _known(verdicts, store, **how):
    ((figure,),) = with_curves({"synthetic": [FIGURE]}, verdicts, store=store, **how).values()
    return figure


def test_kept_panels_give_the_numbers_of_computed_ones_to_the_last_digit(verdicts, calls, tmp_path):
    measured = measurements(verdicts, CLAIMS)
    expected = table(panels(measured))
    for _ in range(2):
        figure = _known(verdicts, tmp_path / "s.sqlite", workers=1)
        kept = figure.panels(measured)
        assert table(kept) == expected
        assert (kept[0].xlim, kept[0].ynames) == ((0.5, None), ("zero", "one"))
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
    wrong = replace(FIGURE, panels=typing_error)
    with pytest.raises(DomainError, match=r"claim must be one of .*got noisy squid"):
        with_curves({"synthetic": [wrong]}, verdicts, store=":memory:", workers=workers)
