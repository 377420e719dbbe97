"""Reading edge lists: generated files of the shape that connectomes are published in.

    python benchmarks/read_csv.py [--rows 5000000]

Processor and wall seconds and peak memory of a process of its own for each file: a plain list of
1e6 rows (ids, names, weights of full precision), and a table of 5e6 rows like the fly connectome's
(64-bit ids of 140000 neurons, several rows a pair, further columns), synapses below 5 left out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

COLUMNS = {"pre": "pre_root_id", "post": "post_root_id", "weight": "syn_count"}


def peak_gigabytes() -> float:
    """Of this process alone; getrusage would inherit the peak of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1e6


def write_plain(path: Path, rows: int, kind: str) -> None:
    rng = np.random.default_rng(0)
    pre, post = rng.integers(0, 100_000, (2, rows)).tolist()
    weight = rng.normal(size=rows).tolist()
    lines = {
        "ids": (f"{u},{v}" for u, v in zip(pre, post, strict=True)),
        "names": (f"cell {u},cell {v}" for u, v in zip(pre, post, strict=True)),
        "weights": (f"{u},{v},{w!r}" for u, v, w in zip(pre, post, weight, strict=True)),
    }[kind]
    path.write_text("\n".join(lines) + "\n")


def write_fly(path: Path, rows: int) -> None:
    rng = np.random.default_rng(0)
    ids = 720_575_940_600_000_000 + rng.choice(10**9, 140_000, replace=False)
    regions = ("AVLP_R", "ME_L", "LO_R", "GNG", "FB", "SMP_R", "MB_CA_L")
    with path.open("w") as file:
        file.write("pre_root_id,post_root_id,neuropil,syn_count,nt_type\n")
        while rows > 0:
            size = min(rows, 100_000)
            rows -= size
            pairs = rng.integers(0, len(ids), (size * 2 // 3, 2))
            pairs = pairs[rng.integers(0, len(pairs), size)]  # some pairs have several rows
            pre, post = ids[pairs[:, 0]].tolist(), ids[pairs[:, 1]].tolist()
            counts = rng.geometric(0.2, size).tolist()
            places = rng.integers(0, len(regions), size).tolist()
            file.writelines(
                f"{u},{v},{regions[p]},{c},GABA\n"
                for u, v, p, c in zip(pre, post, places, counts, strict=True)
            )


def read(path: Path) -> dict[str, object]:
    from netbounds.graph import read_graph

    tiny = path.with_name("tiny.csv")
    tiny.write_text("0,1,2\n")
    read_graph(tiny)  # compile, or fetch what was compiled
    fly = path.name.startswith("fly")
    wall, processor = time.perf_counter(), time.process_time()
    graph = read_graph(path, columns=COLUMNS if fly else None, min_weight=5 if fly else None)
    return {
        "wall": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "peak": peak_gigabytes(),
        "graph": repr(graph),
        "summed": graph.duplicates,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(read(chosen.child)))
        return
    compare(chosen.rows)


def compare(rows_of_fly: int) -> None:
    """Write the files, read each in a process of its own, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        files = {f"{kind}.csv": 10**6 for kind in ("ids", "names", "weights")}
        for name, rows in files.items():
            write_plain(Path(folder, name), rows, name.removesuffix(".csv"))
        files["fly.csv"] = rows_of_fly
        write_fly(Path(folder, "fly.csv"), rows_of_fly)
        print("| file | rows | MB | wall s | processor s | peak GB | graph | rows summed |")
        print("|---|---|---|---|---|---|---|---|")
        for name, rows in files.items():
            path = Path(folder, name)
            child = [sys.executable, __file__, "--child", str(path)]
            done = subprocess.run(child, capture_output=True, text=True, check=True)
            found = json.loads(done.stdout)
            print(
                f"| {name} | {rows:,} | {path.stat().st_size / 1e6:.0f} | {found['wall']:.2f} | "
                f"{found['processor']:.2f} | {found['peak']:.2f} | {found['graph']} | "
                f"{found['summed']:,} |"
            )


if __name__ == "__main__":
    main()
