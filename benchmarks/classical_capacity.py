"""How fast is the question "are these patterns linearly separable?" answered, and how surely?

Prints milliseconds per question, and how often each method's answer is wrong, for P = 2N random
patterns with fair labels. Peers: the linear program (HiGHS through scipy), which is exact too, and
scikit-learn's Perceptron and LinearSVC if installed, which cannot certify that none exists.

Run from the repository: python benchmarks/classical_capacity.py
"""

import time
import warnings
from collections.abc import Callable

import numpy as np

from netbounds.simulate import classical_capacity as simulate
from netbounds.theory.classical_capacity import probability_separable

TRIALS = 600


def peers() -> dict[str, Callable[[np.ndarray], bool]]:
    found = {
        "netbounds": simulate.separates,
        "linear program (HiGHS)": simulate.linear_program_separates,
    }
    try:
        from sklearn.linear_model import Perceptron
        from sklearn.svm import LinearSVC
    except ImportError:
        return found

    def fits(model: object, points: np.ndarray) -> bool:
        labels = np.where(np.arange(len(points)) % 2, 1, -1)
        inputs = labels[:, None] * points
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(model.fit(inputs, labels).score(inputs, labels) == 1)

    found["scikit-learn Perceptron"] = lambda points: fits(
        Perceptron(fit_intercept=False, max_iter=1000, tol=None), points
    )
    found["scikit-learn LinearSVC"] = lambda points: fits(
        LinearSVC(fit_intercept=False, C=1e6, max_iter=10_000), points
    )
    return found


def main() -> None:
    for weights in (10, 40):
        rng = np.random.default_rng(1)
        questions = [rng.standard_normal((2 * weights, weights)) for _ in range(TRIALS)]
        exact = None
        first = None
        print(
            f"N = {weights}, P = {2 * weights}: law {probability_separable(2 * weights, weights)}"
        )
        for name, ask in peers().items():
            ask(questions[0])
            start = time.perf_counter()
            answers = np.array([ask(points) for points in questions])
            each = (time.perf_counter() - start) / TRIALS
            exact = answers if exact is None else exact
            first = each if first is None else first
            print(
                f"  {name:26s} {each * 1e3:8.3f} ms  x {each / first:7.1f}"
                f"  separable {answers.mean():.3f}  wrong {np.mean(answers != exact):.3f}"
                f"  {TRIALS} in {each * TRIALS:.2f} s"
            )


if __name__ == "__main__":
    main()
