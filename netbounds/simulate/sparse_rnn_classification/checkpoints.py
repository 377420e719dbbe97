"""Training that survives: its state in one file that is always either the old or the new one."""

import contextlib
import hashlib
import io
import os
import zipfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

from netbounds.domains import refusal
from netbounds.simulate.sparse_rnn_classification.model import Floats, Network
from netbounds.simulate.sparse_rnn_classification.optimizers import Descent


class Progress(NamedTuple):
    """Everything that training carries from epoch to epoch."""

    descent: Descent
    losses: tuple[float, ...]
    accuracies: tuple[float, ...]


def fingerprint(network: Network, patterns: Floats, *settings: object) -> str:
    """Digest of what is trained and how, so that a file never goes on with another training."""
    digest = hashlib.sha256(repr(settings).encode())
    kinds = () if network.kinds is None else network.kinds
    for array in (
        network.indptr, network.pre, network.weights, network.driven, network.readout,
        network.readout_weights, kinds, patterns,
    ):  # fmt: skip
        whole = np.ascontiguousarray(array)
        digest.update(repr((whole.shape, whole.dtype.str)).encode())
        digest.update(whole.data)
    return digest.hexdigest()


def save(path: Path, progress: Progress, mark: str) -> None:
    """Write to a neighbour file, flush it to disk, then rename: a crash leaves a whole file."""
    descent = progress.descent
    buffer = io.BytesIO()
    np.savez(
        buffer, mark=mark, parameters=descent.parameters, first=descent.first,
        second=descent.second, steps=descent.steps, losses=progress.losses,
        accuracies=progress.accuracies,
    )  # fmt: skip
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    with temporary.open("wb") as file:
        file.write(buffer.getbuffer())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    with contextlib.suppress(OSError):  # not every system lets a directory be flushed
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def load(path: Path, mark: str) -> Progress:
    """Read what `save` wrote, refusing a file of another training."""
    try:
        with np.load(path, allow_pickle=False) as file:
            content = {name: file[name] for name in file.files}
        descent = Descent(
            content["parameters"], content["first"], content["second"], int(content["steps"])
        )
        losses, accuracies = content["losses"].tolist(), content["accuracies"].tolist()
        found = str(content["mark"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        rule = "be a file that train wrote"
        raise refusal("train", "checkpoint", rule, str(path), "remove it") from error
    if found != mark:
        rule = "belong to the same patterns, wiring, generator and settings"
        remedy = "name another file to train something else"
        raise refusal("train", "checkpoint", rule, str(path), remedy)
    return Progress(descent, tuple(losses), tuple(accuracies))
