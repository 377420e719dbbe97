"""Measure what training by gradient descent reaches.

Run it: ``python -m netbounds.validation.calibration.sweep_trained FOLDER [LARGEST_COST]``.

Three designs, each point with five networks of their own patterns and wiring:

- least in-degree: accuracy at load 0.5 against in-degree, over size, since the question is whether
  the in-degree that full capacity needs grows with the number of neurons;
- capacity: accuracy against load, over in-degree, readout fraction, input fraction and size;
- patience: a few points of the first design with 1000 epochs instead of 300, which tells what a
  large network cannot do from what it has not yet learned.

The results go to a CSV file, one row a point; `fit_trained` reads it.
"""

import csv
import sys
from pathlib import Path
from typing import Any

from netbounds.claim import grid, mean
from netbounds.points import Point
from netbounds.simulate.sparse_rnn_classification.trained import trained_accuracy
from netbounds.validation.sweep import sweep

NETWORKS = 5
EPOCHS = 300

STANDARD: dict[str, list[Any]] = {
    "readout_fraction": [0.1],
    "input_fraction": [1.0],
    "epochs": [EPOCHS],
}

LEAST_IN_DEGREE = tuple(
    point
    for n in (50, 100, 200, 400, 800)
    for point in grid(neurons=[n], in_degree=[2.0, 3.0, 4.0, 5.0, 6.0, 8.0], load=[0.5], **STANDARD)
)
PATIENCE = grid(
    neurons=[50, 100, 200, 400], in_degree=[2.0, 3.0], load=[0.5], readout_fraction=[0.1],
    input_fraction=[1.0], epochs=[1000],
)  # fmt: skip
CAPACITY = (
    *grid(
        neurons=[50, 100], in_degree=[3.0, 5.0, 8.0, 12.0], load=[0.25, 1.0, 1.5, 2.5], **STANDARD
    ),
    *grid(neurons=[50], in_degree=[2.0, 20.0], load=[0.25, 0.5, 1.0, 1.5], **STANDARD),
    *grid(neurons=[200], in_degree=[3.0, 5.0, 8.0], load=[1.0, 1.5], **STANDARD),
    *grid(neurons=[400], in_degree=[3.0, 5.0], load=[1.0, 1.5], **STANDARD),
    *grid(
        neurons=[100], in_degree=[5.0, 10.0], load=[0.5, 1.0, 2.0],
        readout_fraction=[0.05, 0.2, 1.0], input_fraction=[1.0], epochs=[EPOCHS],
    ),
    *grid(
        neurons=[100], in_degree=[5.0, 10.0], load=[0.5, 1.0, 2.0],
        readout_fraction=[0.1], input_fraction=[0.25, 0.5], epochs=[EPOCHS],
    ),
    *grid(
        neurons=[200, 400], in_degree=[5.0], load=[0.5],
        readout_fraction=[0.05, 0.2], input_fraction=[1.0], epochs=[EPOCHS],
    ),
    *grid(
        neurons=[200, 400], in_degree=[5.0], load=[0.5],
        readout_fraction=[0.1], input_fraction=[0.25, 0.5], epochs=[EPOCHS],
    ),
)  # fmt: skip


def cost(point: Point) -> float:
    """Multiplications, up to a factor: synapses times patterns times epochs over 300."""
    work = (point["in_degree"] * point["neurons"]) ** 2 * point["load"]
    return float(work * point["epochs"] / EPOCHS)


def measure(points: tuple[Point, ...], store: Path, file: Path) -> None:
    """Run the points through the engine, cheapest first, and write a row for each."""
    design = mean(
        "accuracy after training",
        law=lambda load: 1.0 / (1.0 + load), rival=lambda: 0.5,  # only the samples are wanted here
        sample=trained_accuracy, at=sorted(points, key=cost),
        trials=NETWORKS, budget=NETWORKS, block=1,
    )  # fmt: skip
    (verdict,) = sweep({"calibration": [design]}, store=store, workers=1)
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*points[0], "accuracy", "standard_error", "networks"])
        for row in verdict.measured:
            writer.writerow([*row.point.values(), row.mean, row.error, row.trials])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    largest = float(sys.argv[2]) if len(sys.argv) > 2 else float("inf")
    unique = {tuple(p.items()): p for p in (*LEAST_IN_DEGREE, *CAPACITY, *PATIENCE)}
    chosen = tuple(point for point in unique.values() if cost(point) <= largest)
    measure(chosen, folder / "trained.sqlite", folder / "trained_accuracy.csv")
