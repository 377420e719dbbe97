import pytest
from support.synthetic import CLAIMS

from netbounds.domains import DomainError
from netbounds.validation import sweep
from netbounds.validation.store import Store


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "results.sqlite"
    return path, sweep({"synthetic": CLAIMS}, store=path, workers=1)


def test_true_laws_agree_for_every_kind_of_claim(undisturbed):
    assert {v.name: v.verdict for v in undisturbed[1]} == {c.name: "agrees" for c in CLAIMS}


def test_laws_wrong_by_five_percent_disagree_for_every_kind_of_claim(undisturbed):
    verdicts = sweep({"synthetic": [c.spoiled() for c in CLAIMS]}, store=undisturbed[0], workers=1)
    assert {v.name: v.verdict for v in verdicts} == {c.name: "disagrees" for c in CLAIMS}


def test_verdicts_do_not_depend_on_the_number_of_workers(undisturbed, tmp_path):
    two = sweep({"synthetic": CLAIMS}, store=tmp_path / "other.sqlite", workers=2)
    assert [v.record() for v in two] == [v.record() for v in undisturbed[1]]


def test_a_repeated_run_computes_nothing(undisturbed, monkeypatch):
    monkeypatch.setattr(Store, "keep", lambda *_: pytest.fail("something was computed again"))
    again = sweep({"synthetic": CLAIMS}, store=undisturbed[0], workers=1)
    assert [v.record() for v in again] == [v.record() for v in undisturbed[1]]


def test_no_worker_at_all_is_refused(tmp_path):
    with pytest.raises(DomainError, match="workers must be >= 1"):
        sweep({"synthetic": CLAIMS}, store=tmp_path / "s.sqlite", workers=0)
