"""What can be wrong with the file is one clear sentence, and what is in it stays."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support.synthetic import CLAIMS, SLOW, failing

from netbounds.validation import sweep
from netbounds.validation.store import Block, Store, StoreError

TESTS = Path(__file__).parents[1]
FEW = CLAIMS[:2]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "s.sqlite"
    return path, [v.record() for v in sweep({"synthetic": FEW}, store=path, workers=1)]


@pytest.fixture
def copy(filled, tmp_path):
    return Path(shutil.copy(filled[0], tmp_path / "s.sqlite"))


def run(path, claims=FEW, **options):
    verdicts = sweep({"synthetic": claims}, store=path, workers=1, **options)
    return [v.record() for v in verdicts]


def query(path, text, *values):
    connection = sqlite3.connect(path)
    try:
        found = connection.execute(text, values).fetchall()
        connection.commit()
        return found
    finally:
        connection.close()


def test_a_store_in_memory_leaves_no_file(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = sweep({"synthetic": FEW}, store=":memory:", workers=1)
    for verdict, stored in zip(found, filled[1], strict=True):
        assert verdict.record() | {"seconds": 0} == stored | {"seconds": 0}
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_said_and_what_was_recorded_is_used_later(filled, tmp_path):
    path = tmp_path / "s.sqlite"
    with Store(path) as store:
        store._connection.execute("PRAGMA max_page_count=8")
        with pytest.raises(StoreError, match="the disk is full; make room and repeat"):
            sweep({"synthetic": FEW}, store=store, workers=1)
    kept = query(path, "SELECT series, block, data FROM block")
    assert kept
    assert run(path) == filled[1]
    assert set(kept) <= set(query(path, "SELECT series, block, data FROM block"))


@pytest.mark.slow
def test_a_disk_that_really_fills_up_is_said_too(filled, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        return  # only who may mount can have a small disk; the test above needs no rights
    try:
        with pytest.raises(StoreError, match="the disk is full; make room and repeat"):
            run(disk / "s.sqlite")
        shutil.copytree(disk, tmp_path / "larger")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert query(tmp_path / "larger" / "s.sqlite", "SELECT count(*) FROM block")[0][0] > 0
    assert run(tmp_path / "larger" / "s.sqlite") == filled[1]


def test_a_read_only_store_serves_what_it_has_and_says_what_it_cannot(copy, filled):
    """Run by a user without rights: to root nothing is read-only."""
    script = (
        "import email.parser, os, sys\n"  # the other user may not read where Python lives
        "from support.synthetic import CLAIMS, SLOW\n"
        "from netbounds.validation import sweep\n"
        "os.getuid() or os.setuid(65534)\n"
        "for claims in (CLAIMS[:2], SLOW):\n"
        "    try:\n"
        "        print([v.verdict for v in sweep({'synthetic': claims},"
        " store=sys.argv[1], workers=1)])\n"
        "    except Exception as error:\n"
        "        print(type(error).__name__, error)\n"
    )
    for folder in (copy.parent, *copy.parents):
        if folder.stat().st_uid == os.getuid() and "pytest" in str(folder):
            folder.chmod(0o555)
    copy.chmod(0o444)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", script, str(copy)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for folder in (copy.parent, *copy.parents):
        if folder.stat().st_uid == os.getuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    assert done.stdout.splitlines() == [
        "['agrees', 'agrees']",
        f"StoreError the store {copy} is read-only and lacks results that are needed; "
        "make it writable or name another file with --store",
    ], done.stderr


def test_two_processes_share_one_store(filled, tmp_path):
    path = tmp_path / "s.sqlite"
    script = (
        "import sys\n"
        "from support.synthetic import SLOW\n"
        "from netbounds.validation import sweep\n"
        "sweep({'synthetic': SLOW}, store=sys.argv[1], workers=1)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path])}
    command = [sys.executable, "-c", script, str(path)]
    both = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [p.wait() for p in both] == [0, 0]
    assert query(path, "SELECT count(*) - count(DISTINCT series || '/' || block) FROM block") == [
        (0,)
    ]
    assert run(path, SLOW) == run(tmp_path / "alone.sqlite", SLOW)


def test_a_damaged_row_is_computed_again(copy, filled):
    before = query(copy, "SELECT * FROM block ORDER BY series, block")
    query(copy, "UPDATE block SET data = zeroblob(length(data)) WHERE rowid % 3 = 0")
    assert run(copy) == filled[1]
    after = query(copy, "SELECT * FROM block ORDER BY series, block")
    assert [row[:4] for row in after] == [row[:4] for row in before]


@pytest.mark.parametrize("damage", ["head", "middle", "everything"])
def test_a_damaged_file_is_said_and_left_alone(copy, damage):
    data = bytearray(copy.read_bytes())
    if damage == "middle":
        data[4096:] = os.urandom(len(data) - 4096)
    else:
        data[: 100 if damage == "head" else len(data)] = b"rubbish " * 13 if damage == "head" else (
            b"rubbish!" * (len(data) // 8)
        )  # fmt: skip
    copy.write_bytes(data)
    with pytest.raises(StoreError, match="the file is damaged; move it away"):
        run(copy)
    assert copy.read_bytes() == data


def test_results_of_other_source_text_stay_but_are_not_used(copy, filled, monkeypatch):
    monkeypatch.setattr("netbounds.validation.trials.fingerprint", lambda *_: "an older version")
    monkeypatch.setattr("netbounds.validation.predictions._source", lambda _: "an older version")
    before = query(copy, "SELECT series, block, data FROM block")
    assert run(copy) == filled[1]  # the seeds do not depend on the source text
    after = query(copy, "SELECT series, block, data FROM block")
    assert len(after) == 2 * len(before)
    assert set(before) < set(after)


def test_a_store_of_a_newer_netbounds_is_refused(copy):
    query(copy, "PRAGMA user_version=99")
    with pytest.raises(StoreError, match="was written by a newer netbounds"):
        Store(copy)


def test_a_file_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    query(path, "CREATE TABLE mine (x)")
    with pytest.raises(StoreError, match="is an SQLite file, but no store of netbounds"):
        Store(path)
    with pytest.raises(StoreError, match="is a directory; name a file"):
        Store(tmp_path)


def test_what_is_recorded_is_not_overwritten(tmp_path):
    with Store(tmp_path / "s.sqlite") as store:
        store.keep("a", [(0, Block(b"first", 1.0))])
        store.keep("a", [(0, Block(b"first", 2.0)), (1, Block(b"second", 2.0))])
        assert store.blocks("a") == {0: Block(b"first", 1.0), 1: Block(b"second", 2.0)}


def test_a_trial_that_raises_is_reported_so_that_it_can_be_repeated_alone(tmp_path):
    (record,) = run(tmp_path / "s.sqlite", (failing,), seed=7)
    assert record["verdict"] == "undecided"
    assert record["reason"].startswith("a trial raised ValueError: 0.9")
    assert 'netbounds replay "now and then it fails" --point "n=2" --seed 7:' in record["reason"]
    from netbounds.validation.trials import run_trial, series

    trial = int(record["reason"].rsplit(":", 1)[1])
    with pytest.raises(ValueError, match=record["reason"].split("ValueError: ")[1][:8]):
        run_trial(series("synthetic", failing, {"n": 2}, 7).work, trial)
