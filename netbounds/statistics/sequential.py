"""Looking early without paying for it: how the false-alarm rate is spread over several looks.

Data are looked at when the number of trials has reached `first`, 2 `first`, 4 `first`, ... Look
number j = 0, 1, ... may spend the share 1 / ((j + 1)(j + 2)) of the false-alarm rate. The shares of
all looks, however many, add up to less than one, so a run may be continued with a larger budget
later and still keeps its error rate.
"""

from collections.abc import Iterator

FALSE_ALARM = 1e-6
"""Probability that a claim whose law is true is ever called wrong, over all points and looks."""


def looks(first: int, budget: int) -> Iterator[int]:
    """Numbers of trials at which the data are looked at.

    >>> list(looks(64, 300))
    [64, 128, 256]
    """
    trials = first
    yield trials
    while 2 * trials <= budget:
        trials *= 2
        yield trials


def spend(look: int) -> float:
    """Price of a look: p-values found at it are multiplied by this number before they count.

    >>> sum(1 / spend(j) for j in range(1000)) < 1
    True
    """
    return (look + 1) * (look + 2)
