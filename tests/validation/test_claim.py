import sys
from fractions import Fraction

import numpy as np
import pytest
from support import synthetic
from support.synthetic import CLAIMS, N, noisy_square, square

from netbounds.claim import grid, identity, mean, published
from netbounds.domains import DomainError
from netbounds.points import Scaled, ask
from netbounds.validation import source, sweep
from netbounds.validation.codec import decode, encode, join
from netbounds.validation.store import Store


def square_of(**more):
    arguments = {"law": square, "sample": noisy_square, "at": N, "rival": square} | more
    return mean("square", **arguments)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"systematic": 0.1}, "why must say why an allowance is made"),
        ({"trials": 64, "budget": 32, "block": 128}, "block <= trials <= budget"),
        ({"trials": 64, "block": 48}, "trials must be a multiple of block = 48"),
        ({"at": ()}, "at must name at least one point"),
        ({"at": N + N}, "must name each point once"),
        ({"at": grid(n=[object()])}, "must be numbers, strings or frozen records"),
        ({"sample": lambda rng: 0}, "must be a function at the top level of a module"),
    ],
)
def test_claims_that_make_no_sense_are_refused(more, sentence):
    with pytest.raises(DomainError, match=sentence):
        square_of(**more)


def test_a_rival_that_is_the_law_leaves_the_claim_undecided(tmp_path):
    claim = square_of(budget=64, resolution=0)
    (verdict,) = sweep({"synthetic": [claim]}, store=tmp_path / "s.sqlite", workers=1)
    assert verdict.verdict == "undecided"
    assert verdict.reason.startswith("the rival is not rejected")


def test_noise_that_hides_five_percent_leaves_the_claim_undecided(tmp_path):
    claim = square_of(budget=64, rival=lambda n: 2 * n * n)
    (verdict,) = sweep({"synthetic": [claim]}, store=tmp_path / "s.sqlite", workers=1)
    assert verdict.verdict == "undecided"
    assert verdict.reason.startswith("a law wrong by 5 % would not be noticed")


def test_a_law_that_raises_is_said_and_does_not_stop_the_others(tmp_path):
    claim = square_of(law=lambda n: 1 / 0)
    verdicts = sweep({"synthetic": [claim, CLAIMS[3]]}, store=tmp_path / "s.sqlite", workers=1)
    assert [v.verdict for v in verdicts] == ["undecided", "agrees"]
    assert verdicts[0].reason == "the test raised ZeroDivisionError: division by zero"


def test_a_changed_law_judges_stored_samples_anew(tmp_path, monkeypatch):
    store = tmp_path / "s.sqlite"
    (first,) = sweep({"synthetic": CLAIMS[:1]}, store=store, workers=1)
    monkeypatch.setattr(Store, "keep", lambda *_: pytest.fail("a sample was computed again"))
    (second,) = sweep({"synthetic": [CLAIMS[0].spoiled()]}, store=store, workers=1)
    assert (first.verdict, second.verdict) == ("agrees", "disagrees")


def test_the_full_run_visits_more_points_and_goes_on_to_its_budget(tmp_path):
    claim = synthetic.with_law(square)
    (verdict,) = sweep({"synthetic": [claim]}, store=tmp_path / "s.sqlite", workers=1, full=True)
    assert verdict.verdict == "agrees"
    assert [m.trials for m in verdict.measured] == [4096] * 3


def test_comments_and_docstrings_do_not_change_a_fingerprint_but_code_does(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    texts = {
        "plain": "def f(n):\n    return n\n",
        "commented": '"""Module."""\ndef f(n):\n    """Say n."""\n    return n  # n\n',
        "changed": "def f(n):\n    return n + 1\n",
    }
    prints = {}
    for name, text in texts.items():
        (tmp_path / "helper_module.py").write_text(text)
        (tmp_path / "main_module.py").write_text("from helper_module import f\n")
        for cached in (source._closure, source._path, source._tree, source._text):
            cached.cache_clear()
        sys.modules.pop("helper_module", None)
        import helper_module

        prints[name] = source.fingerprint(helper_module.f)
    sys.modules.pop("helper_module", None)
    assert prints["plain"] == prints["commented"] != prints["changed"]


def test_what_a_sample_imports_from_its_package_counts():
    closure = source._closure("netbounds.simulate.reachability")
    assert "netbounds.ensembles" in closure
    assert not any(name.startswith("netbounds.theory") for name in closure)


@pytest.mark.parametrize(
    "values",
    [
        [0.1, float("inf"), 0.3],
        [True, False],
        [1, 2, 300],
        [np.arange(3.0), np.ones(3)],
        [10**40, -1],
        [Fraction(1, 3), Fraction(2**80, 7)],
        [(1, Fraction(1, 2)), (2, "text")],
        [{"a": 1, "b": (2.5, None)}],
        [np.zeros((40, 40))] * 3,
    ],
)
def test_samples_survive_storage_exactly(values):
    found = decode(encode(values))
    assert len(found) == len(values)
    assert all(np.all(a == b) for a, b in zip(found, values, strict=True))
    assert len(join([found, found])) == 2 * len(values)


def test_samples_that_cannot_be_stored_are_refused():
    with pytest.raises(DomainError, match="samples must be numbers, fractions, strings"):
        encode([object()])


@pytest.mark.parametrize(
    ("value", "error", "fits"),
    [
        ("0.850", 0, False),
        ("0.85", 0, True),
        (0.85, 0.0, True),
        ("0.850", 0.004, True),
        (1, 0, False),
    ],
)
def test_a_published_number_has_the_tolerance_of_its_printed_digits(value, error, fits, tmp_path):
    claim = published("p", law=lambda: 0.8534, table=lambda: [({}, value, error)],
                      rival=lambda: 0.5)  # fmt: skip
    (verdict,) = sweep({"synthetic": [claim]}, store=tmp_path / "s.sqlite", workers=1)
    assert verdict.verdict == ("agrees" if fits else "disagrees")


def test_a_table_may_give_the_quick_run_a_part_of_its_rows(tmp_path):
    def table(*, full):
        return [({"n": n}, float(n * n)) for n in ((2, 3, 4) if full else (2, 3))]

    def law(n):
        return float(n * n if n < 4 else 17)

    claim = published("p", law=law, table=table, rival=lambda n: 1.0)
    assert len(claim.points()) == 2
    assert len(claim.points(full=True)) == 3
    (quick,) = sweep({"s": (claim,)}, store=tmp_path / "s", workers=1)
    (full,) = sweep({"s": (claim,)}, store=tmp_path / "s", workers=1, full=True)
    assert (quick.verdict, full.verdict) == ("agrees", "disagrees")


def test_a_judge_of_its_own_decides_a_published_table(tmp_path):
    def close(predicted, rows):
        return all(abs(p - row.value) < 0.1 for p, row in zip(predicted, rows, strict=True))

    claim = published("p", law=lambda n: n, table=lambda: [({"n": 3.0}, 3.05)], rival=lambda n: 2,
                      judge=close)  # fmt: skip
    (verdict,) = sweep({"synthetic": [claim]}, store=tmp_path / "s.sqlite", workers=1)
    assert verdict.verdict == "agrees"


def test_an_identity_compares_exactly_unless_a_tolerance_has_a_reason():
    with pytest.raises(DomainError, match="no tolerance without a reason"):
        identity("i", law=square, sample=square, at=N, rival=square, tolerance=1e-9)
    kind = identity("i", law=square, sample=square, at=N, rival=square).kind
    assert kind.excess(Fraction(1, 3), Fraction(1, 3)) == 0
    assert kind.excess(10**30, 10**30 + 1) > 0
    assert kind.excess((1, 2), (1, 2, 3)) > 0


def test_functions_get_those_of_a_points_names_that_they_accept():
    point = {"n": 3, "mean_degree": 2.0}
    assert ask(lambda n: n, point) == 3
    assert ask(lambda mean_degree, n, rng: (mean_degree, n, rng), point, rng=7) == (2.0, 3, 7)
    assert ask(Scaled(lambda n: {"a": n, "b": (n, [n])}, 2), point) == {"a": 6, "b": (6, (6,))}
