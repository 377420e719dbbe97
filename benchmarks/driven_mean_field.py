"""What one point of the dynamic mean field costs, in CPU seconds (least of three).

python benchmarks/driven_mean_field.py
"""

import time
from collections.abc import Callable

from netbounds.activations import TANH
from netbounds.theory.input_driven_chaos import balanced, common_input, stationary


def least(call: Callable[[], object], caches: tuple[Callable[[], None], ...]) -> float:
    found = []
    for _ in range(3):
        for clear in caches:
            clear()
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    caches = (
        stationary._solve.cache_clear,
        balanced._solve.cache_clear,
        common_input._solve.cache_clear,
    )
    points = {
        "stationary, tanh, g = 2, dt = 0.05": lambda: stationary.stationary_mean_field(
            2.0, dt=0.05, activation=TANH
        ),
        "random phases, N = 5000, I1 = 2, dt = 0.1": lambda: balanced.balanced_mean_field(
            2.0, 5000, input_amplitude=2.0, dt=0.1
        ),
        "random phases, N = 5000, I1 = 4 (edge), dt = 0.1": lambda: balanced.balanced_mean_field(
            2.0, 5000, input_amplitude=4.0, dt=0.1
        ),
        "common input, N = 2000, 0.6 sqrt(N), dt = 0.05, transient 200": (
            lambda: common_input.common_input_mean_field(
                2.0, 2000, input_amplitude=26.83, frequency=0.2, dt=0.05
            )
        ),
    }
    for name, call in points.items():
        print(f"{least(call, caches):8.3f} s  {name}")


if __name__ == "__main__":
    main()
