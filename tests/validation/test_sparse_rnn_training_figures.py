import pytest

from netbounds.validation.figures import table
from netbounds.validation.sparse_rnn_classification import training_figures as figures


def test_traces_start_at_rest_before_the_input_and_show_both_classes():
    figure = next(f for f in figures.FIGURES if f.name == "readout_traces")
    for panel in figure.panels(lambda name: []):
        plus, minus = panel.series[:2]
        assert plus.label == "+ patterns"
        assert minus.label == "- patterns"
        assert plus.y[0] == minus.y[0] == 0.0  # before the input
        assert max(plus.y) > 0.6 > 0.45 > min(minus.y[5:])
        assert "threshold" in table([panel])


@pytest.mark.parametrize("name", ["persistence", "evidence", "noise"])
def test_curves_of_behaviour_carry_errors_over_networks(name):
    figure = next(f for f in figures.FIGURES if f.name == name)
    for panel in figure.panels(lambda name: []):
        simulated = [s for s in panel.series if s.role == "simulation"]
        assert simulated
        assert all(len(s.yerr) == len(s.y) == len(s.x) for s in simulated)
