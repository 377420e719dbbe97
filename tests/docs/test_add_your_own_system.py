"""The tutorial's files are written into a copy of the package, and hold the contract."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import netbounds

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
PAGE = ROOT / "docs" / "tutorials" / "add_your_own_system.md"


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A folder with the package and the three files of the page."""
    sys.path.insert(0, str(ROOT / "docs" / "_ext"))
    try:
        from growing import grow
    finally:
        sys.path.pop(0)
    return grow(PAGE, Path(netbounds.__file__).parent, tmp_path_factory.mktemp("grown"))


def run(grown, *words):
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(grown),
        "NETBOUNDS_STORE": str(grown / "s.sqlite"),
    }
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, env=surroundings, cwd=grown
    )


def test_the_page_writes_one_file_in_each_wing(grown):
    for wing in ("theory", "simulate", "validation"):
        assert (grown / "netbounds" / wing / "shared_input.py").exists()


def test_its_laws_and_claims_hold_what_every_other_system_holds(grown):
    done = run(
        grown, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
        "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT),
        str(ROOT / "tests" / "contracts"), "-k", "shared_input",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_the_import_contracts_hold_with_it(grown):
    linter = Path(sys.executable).parent / "lint-imports"
    config = str(ROOT / "pyproject.toml")
    done = run(grown, str(linter), "--no-cache", "--config", config)
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_doctests_and_special_values_hold(grown):
    done = run(grown, "-m", "doctest", str(grown / "netbounds" / "theory" / "shared_input.py"))
    assert done.returncode == 0, done.stdout + done.stderr
    code = (
        "from netbounds.theory.shared_input import no_shared_input_probability as none;"
        "print(none(10, 0), none(4, 2) * 6, none(3, 2), none.inverse(100, 0.5))"
    )
    # nobody chooses: certain; 1 of 6 pairs; two of three always meet; eight of 100
    # are the most that meet in less than half of the pairs
    assert run(grown, "-c", code).stdout.split() == ["1.0", "1.0", "0.0", "8"]
