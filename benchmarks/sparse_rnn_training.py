"""Seconds an epoch of gradient training: netbounds against torch written the usual ways.

    python benchmarks/sparse_rnn_training.py            # small and medium networks, scaling
    python benchmarks/sparse_rnn_training.py --large    # 100000 neurons, 12 synapses each
    python benchmarks/sparse_rnn_training.py --theory   # one mean field, the published table

One thread, processor time (the machine may be shared). Peers do the same task: forward through 20
steps, the target loss on states 11..20, its gradient by the synapses, one plain descent step.

- dense masked: one batched matrix product a step on the full matrix, the idiom users know
- torch.sparse: the same with a sparse COO matrix, batched (torch's CSR gives a dense gradient)
- pattern loop: one pattern after the other with a sparse COO matrix, as the published code
"""

import argparse
import os
import resource
import time

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402  threads are counted at import

from netbounds.simulate import sparse_rnn_classification as srnn  # noqa: E402


def problem(neurons, density, patterns, dtype="float64", readout=0.05):
    rng = np.random.default_rng(0)
    s, b = srnn.two_classes(neurons, patterns, rng)
    architecture = srnn.Architecture(neurons=neurons, density=density, readout_fraction=readout)
    return srnn.untrained(s, b, architecture, initial="random", precision=dtype, rng=rng), s, b


def ours(network, s, b):
    one_pass = srnn.prepare(network, s, b, srnn.Timing(), srnn.TargetLoss(), 11)
    weights = network.weights.copy()

    def epoch():
        nonlocal weights
        passed = one_pass(weights)
        weights = weights - weights.dtype.type(1e-6) * passed.gradient
        return passed.loss

    return epoch


def torch_peer(network, s, b, kind):
    import torch

    torch.set_num_threads(1)
    dtype = torch.float64 if network.weights.dtype == np.float64 else torch.float32
    n, tanh_half = network.neurons, float(np.tanh(0.5))
    u, label = torch.tensor(s, dtype=dtype), torch.tensor(b, dtype=dtype)
    target = torch.tensor(np.where(b > 0, 0.6, 0.4), dtype=dtype)
    out, scale = torch.tensor(network.readout), float(network.readout_weights[0])
    post, pre = torch.tensor(network.post), torch.tensor(network.pre)
    start = torch.tensor(network.weights)
    if kind == "dense masked":
        mask = torch.zeros((n, n), dtype=dtype)
        mask[post, pre] = 1
        full = torch.zeros((n, n), dtype=dtype)
        full[post, pre] = start
        parameter = full.requires_grad_()
    else:
        coo = torch.sparse_coo_tensor(torch.stack([post, pre]), start, (n, n)).coalesce()
        parameter = coo.requires_grad_()

    def run(columns):
        drive = u[:, columns]
        x = torch.zeros_like(drive)
        r = torch.zeros_like(drive)
        matrix = parameter * mask if kind == "dense masked" else parameter
        loss = torch.zeros((), dtype=dtype)
        for t in range(20):
            received = matrix @ r if kind == "dense masked" else torch.sparse.mm(matrix, r)
            x = x + 0.1 * (-x + received + drive) if t < 10 else x + 0.1 * (-x + received)
            r = (torch.tanh(torch.relu(x) - 0.5) + tanh_half) / (1 + tanh_half)
            if t >= 10:
                z = scale * r[out].sum(0)
                loss = loss + torch.relu(label[columns] * (target[columns] - z)).sum()
        return loss

    def epoch():
        if kind == "pattern loop":
            loss = sum(run(slice(k, k + 1)) for k in range(s.shape[1]))
        else:
            loss = run(slice(None))
        (gradient,) = torch.autograd.grad(loss, parameter)
        with torch.no_grad():
            if kind == "dense masked":
                parameter.sub_(1e-6 * gradient * mask)
            else:
                parameter.values().sub_(1e-6 * gradient.coalesce().values())
        return float(loss.detach())

    return epoch


def seconds(epoch, at_least=1.0, repeats=5):
    epoch()
    once = time.process_time()
    epoch()
    once = time.process_time() - once
    count = max(1, int(at_least / repeats / max(once, 1e-9)))
    best = once
    for _ in range(repeats):
        began = time.process_time()
        for _ in range(count):
            epoch()
        best = min(best, (time.process_time() - began) / count)
    return best


def compare(neurons, density, patterns, kinds):
    print(f"\n{neurons} neurons, density {density}, {patterns} patterns: milliseconds an epoch")
    for dtype in ("float64", "float32"):
        network, s, b = problem(neurons, density, patterns, dtype)
        mine = ours(network, s, b)
        first_loss = mine()
        base = seconds(mine)
        print(f"  {dtype}  netbounds      {1e3 * base:10.2f}")
        for kind in kinds:
            if kind == "pattern loop" and dtype == "float32":
                continue
            peer = torch_peer(network, s, b, kind)
            other_loss = peer()
            if abs(other_loss / first_loss - 1) > (1e-12 if dtype == "float64" else 1e-4):
                raise SystemExit(f"{kind} computes another loss: {other_loss} != {first_loss}")
            slow = kind == "pattern loop"
            took = seconds(peer, at_least=0.1 if slow else 1.0, repeats=2 if slow else 5)
            print(f"  {dtype}  {kind:14s} {1e3 * took:10.2f}   {took / base:7.1f}x netbounds")


def scaling():
    print("\ncost against synapses and patterns: milliseconds an epoch, float64")
    rows = []
    for neurons, density, patterns in (
        (400, 0.025, 512), (400, 0.05, 512), (400, 0.1, 512), (400, 0.2, 512),
        (400, 0.05, 1024), (400, 0.05, 2048), (400, 0.05, 4096),
    ):  # fmt: skip
        took = seconds(ours(*problem(neurons, density, patterns)), repeats=3)
        rows.append((int(density * neurons**2), patterns, took))
        print(f"  {rows[-1][0]:7d} synapses {patterns:6d} patterns {1e3 * took:9.2f}")
    table = np.array(rows)
    by_synapses, by_patterns = table[:4], table[[1, 4, 5, 6]]
    for name, part, column in (("synapses", by_synapses, 0), ("patterns", by_patterns, 1)):
        slope = np.polyfit(np.log(part[:, column]), np.log(part[:, 2]), 1)[0]
        line = np.polyfit(part[:, column], part[:, 2], 1)
        worst = np.max(np.abs(np.polyval(line, part[:, column]) / part[:, 2] - 1))
        print(f"  {name}: log-log slope {slope:.2f}; straight line fits within {100 * worst:.0f} %")


def theory():
    from netbounds.theory import sparse_rnn_classification as predicted
    from netbounds.validation.sparse_rnn_classification.tables import one_shot_table

    table = one_shot_table()
    whole = {"neurons": table.neurons, "patterns": table.patterns}
    # the first call only: the theory remembers what it has solved
    for name, call in (
        ("theory of the published table", lambda: predicted.one_shot_readout(**whole)),
        ("one mean-field call", lambda: predicted.one_shot_mean_field(neurons=500, patterns=100)),
    ):
        began = time.process_time()
        call()
        print(f"{name}: {time.process_time() - began:.3f} s")


def large():
    ours(*problem(200, 0.05, 200))()  # compiled before the clock runs
    ours(*problem(200, 0.05, 200, "float32"))()
    for dtype in ("float64", "float32"):
        network, s, b = problem(100_000, 12 / 100_000, 1000, dtype, readout=1e-4)
        epoch = ours(network, s, b)
        began = time.process_time()
        epoch()
        took = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"100000 neurons, 12 synapses each, 1000 patterns, {dtype}: "
            f"{took:.1f} s an epoch, peak memory of the process {peak:.2f} GB"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--large", action="store_true", help="100000 neurons instead")
    parser.add_argument("--theory", action="store_true", help="the mean field instead")
    asked = parser.parse_args()
    if asked.large:
        large()
    elif asked.theory:
        theory()
    else:
        compare(100, 0.05, 250, ("dense masked", "torch.sparse", "pattern loop"))
        compare(400, 0.05, 4000, ("dense masked", "torch.sparse"))
        scaling()
