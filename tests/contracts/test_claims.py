"""What holds for every claim of every system."""

import os
from dataclasses import replace

import pytest

from netbounds.kinds import Slope
from netbounds.systems import SYSTEMS
from netbounds.validation import sweep
from netbounds.validation.run import claims


@pytest.mark.parametrize("slug", SYSTEMS)
def test_the_quick_run_agrees_and_a_wrong_law_would_disagree(slug, tmp_path):
    # a named store saves the trials that the site has computed; found by content, they are the same
    store = os.environ.get("NETBOUNDS_TEST_STORE") or tmp_path / "results.sqlite"
    verdicts = sweep({slug: claims(slug)}, store=store, workers=1)
    assert {v.name: v.reason for v in verdicts if v.verdict != "agrees"} == {}
    wrong = sweep({slug: [c.spoiled() for c in claims(slug)]}, store=store, workers=1)
    assert {v.name: v.reason for v in wrong if v.verdict != "disagrees"} == {}


@pytest.mark.parametrize("slug", SYSTEMS)
def test_the_first_look_is_the_same_for_one_and_two_workers(slug, tmp_path):
    short = [
        replace(c, at=_few(c), trials=c.block, budget=c.block, full_budget=c.block)
        for c in claims(slug)
    ]
    # the site's trials were computed by a worker on every core
    site = os.environ.get("NETBOUNDS_TEST_STORE")
    one = sweep({slug: short}, store=tmp_path / "one.sqlite", workers=1)
    two = sweep({slug: short}, store=site or tmp_path / "two.sqlite", workers=2)
    assert [v.record() for v in one] == [v.record() for v in two]


def _few(claim):
    return claim.at if isinstance(claim.kind, Slope) else claim.at[:1]


@pytest.mark.parametrize("slug", SYSTEMS)
def test_claims_of_a_system_have_names_of_their_own(slug):
    names = [claim.name for claim in claims(slug)]
    assert len(names) == len(set(names)) > 0
