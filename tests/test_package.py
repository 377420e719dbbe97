"""What a user gets: the built wheel, and an import that costs little."""

import json
import subprocess
import sys
from importlib import metadata, resources
from pathlib import PurePosixPath

import pytest

import netbounds


@pytest.fixture(scope="module")
def installed() -> list[PurePosixPath]:
    files = metadata.files("netbounds")
    assert files, "the tests run on the installed wheel: use `make test`"
    return [PurePosixPath(str(file)) for file in files]


def test_only_netbounds_lands_in_site_packages(installed) -> None:
    scripts = {"..", "bin"}  # the console script is recorded relative to site-packages
    tops = {file.parts[0] for file in installed} - scripts
    assert tops <= {"netbounds", f"netbounds-{metadata.version('netbounds')}.dist-info"}


def test_the_imported_package_is_the_installed_wheel(installed) -> None:
    home = resources.files(netbounds)
    assert "site-packages" in str(home)


def test_the_wheel_carries_types_references_and_licence(installed) -> None:
    names = {str(file) for file in installed}
    assert {"netbounds/py.typed", "netbounds/references.bib"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_every_data_file_has_a_readme_with_origin_beside_it(installed) -> None:
    data = [f for f in installed if f.suffix in {".csv", ".npz"} and f.parts[0] == "netbounds"]
    readmes = {f.parent for f in installed if f.name == "README.md"}
    assert data
    assert {f.parent for f in data} <= readmes


def test_importing_netbounds_loads_nothing_heavy() -> None:
    heavy = ["sympy", "flint", "numba", "matplotlib", "networkx", "scipy", "joblib", "rich"]
    code = (
        f"import sys, json, netbounds; print(json.dumps([m for m in {heavy} if m in sys.modules]))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(shown.stdout) == []


def test_every_public_name_is_documented() -> None:
    for name in (name for name in dir(netbounds) if not name.startswith("_")):
        assert getattr(netbounds, name).__doc__, name


def test_the_command_line_says_the_version_of_the_wheel() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "netbounds", "--version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout == f"netbounds {metadata.version('netbounds')}\n"
