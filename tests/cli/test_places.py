"""Where output may go."""

import pytest

from netbounds.cli.places import file_for_output, folder_for_output, picture_for_output
from netbounds.domains import DomainError


def test_places_that_can_be_made_are_accepted(tmp_path):
    folder_for_output("plots", "out", tmp_path / "new" / "deeper")
    file_for_output("report", "out", tmp_path / "new" / "report.html")
    picture_for_output("capacity", "figure", tmp_path / "curve.SVG")
    assert list(tmp_path.iterdir()) == [], "nothing is made yet"


@pytest.mark.parametrize(
    ("ask", "place", "sentence"),
    [
        (folder_for_output, "file/below", "lie in folders, got .*; .*file is a file"),
        (folder_for_output, "/proc/below", "be a place that can be written to, got '/proc/below'"),
        (file_for_output, ".", "be a file, got .*; it is a folder"),
        (file_for_output, "file/report.html", "lie in folders"),
        (picture_for_output, "curve.exe", "end in .svg, .pdf or .png"),
    ],
)
def test_places_that_cannot_be_written_are_refused(tmp_path, ask, place, sentence):
    (tmp_path / "file").write_text("here already")
    with pytest.raises(DomainError, match=sentence):
        ask("command", "out", tmp_path / place)


@pytest.mark.parametrize("command", ["plots", "report"])
def test_commands_refuse_them_before_they_compute(command, monkeypatch, capsys, tmp_path):
    from netbounds.cli import main

    (tmp_path / "file").write_text("here already")
    store, out = tmp_path / "s.sqlite", tmp_path / "file" / "below"
    words = ["netbounds", command, "reachability", "--out", str(out), "--store", str(store)]
    monkeypatch.setattr("sys.argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert f"{tmp_path / 'file'} is a file" in capsys.readouterr().err
    assert not store.exists()
