"""Train every synapse by gradient descent through time."""

import dataclasses
import sys
import time
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Annotated, Literal, TypedDict, Unpack

import numpy as np
from annotated_types import Ge, Gt, Le

from netbounds.domains import check, refusal
from netbounds.simulate.sparse_rnn_classification import optimizers
from netbounds.simulate.sparse_rnn_classification.backprop import prepare
from netbounds.simulate.sparse_rnn_classification.checkpoints import (
    Progress,
    fingerprint,
    load,
    save,
)
from netbounds.simulate.sparse_rnn_classification.losses import Loss, TargetLoss
from netbounds.simulate.sparse_rnn_classification.model import (
    Activation,
    Architecture,
    Floats,
    Fraction,
    Ints,
    Network,
    ShiftedTanh,
    Timing,
)
from netbounds.simulate.sparse_rnn_classification.optimizers import Adam, Optimizer
from netbounds.simulate.sparse_rnn_classification.patterns import checked
from netbounds.simulate.sparse_rnn_classification.progress import Report, reporter
from netbounds.simulate.sparse_rnn_classification.scoring import Threshold, accuracy
from netbounds.simulate.sparse_rnn_classification.untrained import Initial, Ratio, untrained

EpochCount = Annotated[int, Ge(1)]
Share = Annotated[float, Gt(0), Le(1)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Training:
    """What training did.

    Attributes
    ----------
    network
        The network with its weights after the last update.
    losses, accuracies : arrays (epochs,)
        Before the update of each epoch; entry 0 is the untrained network. The accuracy is the best
        over all states after rest, one state for all patterns.
    timing, threshold
        As trained with.
    """

    network: Network
    losses: Floats
    accuracies: Floats
    timing: Timing
    threshold: Threshold

    @property
    def best_accuracy(self) -> float:
        """Best accuracy of any epoch."""
        return float(self.accuracies.max())


class Settings(TypedDict, total=False):
    """Keywords that `train` and `train_network` share; `train` describes them."""

    timing: Timing
    loss: Loss
    loss_from: int | None
    optimizer: Optimizer
    epochs: EpochCount
    stop_accuracy: Share | None
    threshold: Threshold | None
    checkpoint: str | PathLike[str] | None
    checkpoint_seconds: float
    progress: bool


def train(
    patterns: Floats,
    labels: Ints,
    *,
    neurons: int | None = None,
    density: Fraction = 0.05,
    readout_fraction: Fraction = 0.05,
    input_fraction: Fraction | None = None,
    initial: Initial | None = None,
    gain: float = 10.0,
    activation: Activation = ShiftedTanh(),  # noqa: B008  a frozen record
    excitatory_inhibitory_ratio: Ratio | None = None,
    precision: Literal["float64", "float32"] = "float64",
    rng: np.random.Generator,
    **settings: Unpack[Settings],
) -> Training:
    r"""A sparse recurrent network learns to classify patterns by which of them it amplifies.

    .. math:: L = \sum_{t, \mu} \max(0, b_\mu (y_{b_\mu} - z_\mu(t))), \qquad
              z = \sum_{i \in out} r_i / (f_{in} f_{out} N)

    summed over patterns and over the states after the input; its exact gradient by every synapse
    comes from one sweep back in time over the synapses that exist.

    Parameters
    ----------
    patterns : array (driven neurons, patterns)
        Column mu is the input of pattern mu.
    labels : array (patterns,)
        +1 or -1, both present.
    neurons
        Number of neurons; by default all are driven, one for each row of patterns.
    density, readout_fraction
        Share of the neurons^2 possible synapses that exist, of the neurons that are read out.
    input_fraction
        Share of the neurons that are driven; default rows of patterns / neurons.
    initial, gain
        First weights: "covariance" (default if all neurons are driven) or "random": `untrained`.
    activation
        `ShiftedTanh()` or `BoundedPower(power)`.
    excitatory_inhibitory_ratio
        Split the neurons into excitatory and inhibitory ones; None leaves signs free.
    precision
        Of weights and rates.
    rng
        Draws wiring, readout and first weights. Training itself draws nothing, so the same
        generator state gives the same weights bit by bit.
    timing
        `Timing(steps, input_steps, dt)`.
    loss, loss_from
        `TargetLoss` or `LabelLoss`, and the first state it counts (default: input_steps + 1).
    optimizer
        `Adam(rate=0.1)` by default; `SGD(rate=1)` is the published one for 250 patterns.
    epochs, stop_accuracy
        Stop after so many passes, or before the update of the first epoch that scores so well.
    threshold
        Decision threshold for scoring: a number (default: that of the loss) or "percentile".
    checkpoint, checkpoint_seconds
        File that keeps the state of training, rewritten at this interval, at the end and on Ctrl-C.
        If it exists, training goes on from it: the same call ends with the same weights, bit by
        bit, as if it had never been interrupted.
    progress
        Show how far it is and how long it will take.

    Raises
    ------
    DomainError
        For patterns, labels, fractions or settings that make no sense, or a loss that diverges.

    Notes
    -----
    Cost of an epoch: 3 synapses patterns steps multiplications and neurons patterns steps
    activations. Source: turcu2022 and the code published with it.

    Examples
    --------
    >>> import numpy as np
    >>> from netbounds.simulate.sparse_rnn_classification import random_patterns
    >>> rng = np.random.default_rng(0)
    >>> inputs, labels = random_patterns(100, 100, rng=rng)
    >>> done = train(inputs, labels, stop_accuracy=0.95, progress=False, rng=rng)
    >>> done.best_accuracy >= 0.95
    True
    """
    s, b = checked("train", patterns, labels)
    n = s.shape[0] if neurons is None else neurons
    if n < s.shape[0]:
        rule = f"be >= {s.shape[0]}, the number of rows of patterns"
        raise refusal("train", "neurons", rule, n)
    architecture = Architecture(
        neurons=n,
        density=density,
        readout_fraction=readout_fraction,
        input_fraction=s.shape[0] / n if input_fraction is None else input_fraction,
    )
    network = untrained(
        s, b, architecture, initial=initial, gain=gain, activation=activation,
        excitatory_inhibitory_ratio=excitatory_inhibitory_ratio, precision=precision, rng=rng,
    )  # fmt: skip
    return train_network(network, s, b, **settings)


def train_network(
    network: Network,
    patterns: Floats,
    labels: Ints,
    *,
    timing: Timing = Timing(),  # noqa: B008  a frozen record
    loss: Loss = TargetLoss(),  # noqa: B008
    loss_from: int | None = None,
    optimizer: Optimizer = Adam(),  # noqa: B008
    epochs: EpochCount = 100,
    stop_accuracy: Share | None = None,
    threshold: Threshold | None = None,
    checkpoint: str | PathLike[str] | None = None,
    checkpoint_seconds: float = 10.0,
    progress: bool = True,
) -> Training:
    """Go on training the weights of a given network; see `train` for the arguments.

    Raises
    ------
    DomainError
        As `train`; also if the loss does not stay finite, or the checkpoint's folder does not
        exist.
    """
    s, b = checked("train", patterns, labels)
    for name, value, rule in (
        ("network", network, Network),
        ("timing", timing, Timing),
        ("loss", loss, Loss),
        ("loss_from", loss_from, int | None),
        ("optimizer", optimizer, Optimizer),
        ("epochs", epochs, EpochCount),
        ("stop_accuracy", stop_accuracy, Share | None),
        ("threshold", threshold, Threshold | None),
    ):
        check("train", name, value, rule)
    first = timing.input_steps + 1 if loss_from is None else loss_from
    if first > timing.steps:
        rule = f"be one of the states 0..{timing.steps}"
        remedy = "the loss counts states after the input unless loss_from says otherwise"
        raise refusal("train", "loss_from", rule, first, remedy)
    limit = loss.threshold if threshold is None else threshold
    signs = None if network.kinds is None else network.kinds[network.pre]
    one_pass = prepare(network, s, b, timing, loss, first)

    file, mark = None, ""
    at = Progress(
        optimizers.start(network.weights if signs is None else abs(network.weights)), (), ()
    )
    if checkpoint is not None:
        file = Path(checkpoint).absolute()
        if not file.parent.is_dir():
            raise refusal("train", "checkpoint", "lie in an existing folder", str(file))
        settings = (timing, loss, first, optimizer, limit)
        mark = fingerprint(network, s, b.tolist(), *settings)
        at = load(file, mark) if file.exists() else at

    def epoch(at: Progress) -> Progress:
        """Score the present weights, then step, unless they are good enough."""
        theta = at.descent.parameters
        passed = one_pass(theta if signs is None else (abs(theta) * signs).astype(theta.dtype))
        if not np.isfinite(passed.loss):
            reached = f"a loss of {passed.loss} in epoch {len(at.losses)}"
            raise refusal("train", "optimizer", "keep the loss finite", reached, "lower its rate")
        score = float(accuracy(passed.readout[1:], b, limit).max())
        slope = passed.gradient if signs is None else passed.gradient * np.sign(theta) * signs
        enough = stop_accuracy is not None and score >= stop_accuracy
        descent = at.descent if enough else optimizers.step(optimizer, at.descent, slope)
        return Progress(descent, (*at.losses, passed.loss), (*at.accuracies, score))

    def finished(at: Progress) -> bool:
        good = stop_accuracy is not None and at.accuracies and at.accuracies[-1] >= stop_accuracy
        return len(at.losses) >= epochs or bool(good)

    saved = time.monotonic()
    try:
        with reporter(len(at.losses), epochs, shown=progress) as report:
            while not finished(at):
                at = epoch(at)
                _tell(report, at)
                if file is not None and time.monotonic() - saved >= checkpoint_seconds:
                    save(file, at, mark)
                    saved = time.monotonic()
    except KeyboardInterrupt:
        kept = "nothing is kept; name a checkpoint file to keep it"
        if file is not None:
            save(file, at, mark)
            kept = f"kept in {file}; the same call goes on from there"
        sys.stderr.write(f"training interrupted after epoch {len(at.losses)}/{epochs}: {kept}\n")
        raise
    if file is not None:
        save(file, at, mark)
    theta = at.descent.parameters
    weights = theta if signs is None else (abs(theta) * signs).astype(theta.dtype)
    return Training(
        network=dataclasses.replace(network, weights=weights),
        losses=np.array(at.losses),
        accuracies=np.array(at.accuracies),
        timing=timing,
        threshold=limit,
    )


def _tell(report: Report, at: Progress) -> None:
    report(len(at.losses), max(at.accuracies))
