"""Ctrl-C on a terminal ends soon, says what is kept and how to go on."""

import os
import pty
import re
import sys
import time
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
COMMAND = """
import sys
from types import ModuleType
import netbounds.systems
from support.synthetic import SLOW
sys.modules["netbounds.validation.slow"] = module = ModuleType("slow")
sys.modules["netbounds.theory.slow"] = ModuleType("theory")
module.CLAIMS = SLOW
netbounds.systems.SYSTEMS = ("slow",)
from netbounds.cli import main
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # background jobs of a shell ignore it
sys.argv = ["netbounds", *sys.argv[1:]]
main()
"""


def on_a_terminal(*arguments):
    path = os.pathsep.join([str(TESTS), *filter(None, sys.path)])
    child, terminal = pty.fork()
    if child == 0:
        environment = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "TERM": "xterm"}
        os.execve(sys.executable, [sys.executable, "-c", COMMAND, *arguments], environment)
    return child, terminal


def read(terminal):
    try:
        return os.read(terminal, 65536).decode()
    except OSError:  # how Linux says that the other side has closed
        return ""


@pytest.mark.parametrize("workers", ["1", pytest.param("2", marks=pytest.mark.slow)])
@pytest.mark.filterwarnings("ignore:.*use of forkpty.*:DeprecationWarning")
def test_ctrl_c_ends_within_two_seconds_and_says_how_to_go_on(workers, tmp_path):
    store = tmp_path / "s.sqlite"
    child, terminal = on_a_terminal("validate", "--store", str(store), "--workers", workers)
    said = ""
    while "left" not in said:  # the bar shows the time left once blocks have arrived
        said += (more := read(terminal))
        assert more, said
    os.write(terminal, b"\x03")
    pressed = time.monotonic()
    while more := read(terminal):
        said += more
    _, status = os.waitpid(child, 0)
    assert time.monotonic() - pressed < 2
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\s+", " ", said)
    assert f"Every finished block is kept in {store}" in plain
    assert f"go on with: netbounds validate --store {store} --workers {workers}" in plain
    assert "Traceback" not in said
