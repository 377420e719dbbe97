"""How long does an answer of `netbounds capacity` take, cold and warm?

Prints CPU seconds (processor time, so that other work on the machine counts little), the median of
several runs: of the command from start to end, of importing numpy alone for comparison, of closed
forms after import, of the evaluation behind the one-shot rule, and of 600 separability questions
of 10 weights by the linear program and by netbounds.

Run from the repository: python benchmarks/capacity.py
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

RUNS = 5

COMMANDS = {
    "import numpy": ["-c", "import numpy"],
    "capacity, 1000 neurons": "capacity --neurons 1000 --in-degree 10",
    "capacity, 100 neurons": "capacity --neurons 100 --in-degree 8",
    "capacity, one-shot rule": "capacity --neurons 1000 --density 0.1 --rule one-shot",
    "capacity, 30 neurons (compiled recursion)": "capacity --neurons 30 --in-degree 5",
    "inverse, --patterns 5000": "capacity --neurons 1000 --patterns 5000",
}


def child(words: list[str] | str) -> float:
    """CPU seconds of one fresh process."""
    arguments = ["-m", "netbounds", *words.split()] if isinstance(words, str) else words
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(ask: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    ask()
    return time.process_time() - start


def closed_forms() -> None:
    """One value of each closed form of the classical capacities."""
    from netbounds.theory import classical_capacity as theory

    theory.probability_separable(180, 100)
    theory.log2_probability_separable(5000, 100)
    theory.capacity_at_margin(0.5)
    theory.margin_at_load(0.5)
    theory.biased_label_capacity(0.1)
    theory.optimal_dilution_capacity(0.1)
    theory.first_moment_load_bound(400, 0.05)
    theory.dichotomy_load_bound(19, 0.01)
    theory.hopfield_capacity()
    theory.hopfield_overlap(0.1)
    theory.diluted_overlap(0.4)
    theory.least_weights(100, 0.95)
    theory.currency_table()


def main() -> None:
    from netbounds.simulate import classical_capacity as simulate
    from netbounds.theory.sparse_rnn_classification import one_shot_capacity_constant

    print(f"CPU seconds, median of {RUNS} (smallest)")
    for name, words in COMMANDS.items():
        child(words)  # compiled code and byte code are cached
        found = [child(words) for _ in range(RUNS)]
        print(f"  {statistics.median(found):6.2f} ({min(found):.2f})  {name}")
    closed_forms()
    found = [timed(closed_forms) for _ in range(RUNS)]
    print(f"  {statistics.median(found):6.3f} ({min(found):.3f})  all closed forms, after import")
    gains = iter(np.linspace(9, 11, RUNS + 1))
    one_shot_capacity_constant(gain=float(next(gains)))
    found = [timed(lambda g=float(g): one_shot_capacity_constant(gain=g)) for g in gains]
    print(
        f"  {statistics.median(found):6.3f} ({min(found):.3f})  one-shot mean field, after import"
    )
    rng = np.random.default_rng(1)
    questions = [rng.standard_normal((20, 10)) for _ in range(600)]
    for name, ask in (
        ("linear program", simulate.linear_program_separates),
        ("netbounds", simulate.separates),
    ):
        ask(questions[0])
        found = [timed(lambda ask=ask: [ask(q) for q in questions]) for _ in range(3)]
        print(f"  {statistics.median(found):6.2f} ({min(found):.2f})  600 questions, {name}")


if __name__ == "__main__":
    main()
