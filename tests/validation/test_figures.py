import csv
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from support.synthetic import CLAIMS

from netbounds.domains import DomainError
from netbounds.validation import sweep
from netbounds.validation.figures import Figure, Panel, Series, measurements, render, write


def _panels(measured):
    points = measured("noisy square")
    n = [m.point["n"] for m in points]
    x = np.linspace(1, 4, 20)
    return (
        Panel(
            xlabel="n",
            ylabel="square",
            yscale="log",
            series=(
                Series(role="theory", label="square", x=x, y=x**2),
                Series(role="rival", label="rival", x=x, y=x**2.1),
                Series(role="published", label="table", x=[2, 3], y=[4, 9]),
                Series(
                    role="simulation",
                    label="square",
                    x=n,
                    y=[m.mean for m in points],
                    yerr=[m.standard_error for m in points],
                ),
            ),
        ),
    )


FIGURE = Figure(name="square", title="Squares", caption="Squares grow.", panels=_panels)


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    store = tmp_path_factory.mktemp("figures") / "s.sqlite"
    return measurements(sweep({"synthetic": CLAIMS[:1]}, store=store, workers=1), CLAIMS)


@pytest.mark.parametrize("suffix", ["svg", "pdf", "png"])
def test_equal_input_gives_equal_bytes(measured, suffix, monkeypatch):
    first = render(FIGURE, _panels(measured), suffix)
    monkeypatch.setitem(__import__("matplotlib").rcParams, "lines.linewidth", 9.0)
    assert render(FIGURE, _panels(measured), suffix) == first


def test_every_figure_has_its_numbers_beside_it(measured, tmp_path):
    svg, numbers = write(FIGURE, measured, tmp_path)
    with numbers.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    simulated = [float(r["y"]) for r in rows if r["role"] == "simulation"]
    assert simulated == [m.mean for m in measured("noisy square")]
    assert all(float(r["error_up"]) > 0 for r in rows if r["role"] == "simulation")
    assert "Squares grow." in "".join(ET.parse(svg).getroot().itertext())


def test_claims_not_run_have_no_measurements_and_typing_errors_are_refused(measured):
    assert measured("heads") == []
    with pytest.raises(DomainError, match="must be one of"):
        measured("tails")
