"""The first dimensions of Sobol's net, without the second that loading scipy.stats costs.

Equal to ``scipy.stats.qmc.Sobol(dimensions, scramble=False).random_base2(exponent)``, number by
number; more dimensions than the table has come from there.
"""

import numpy as np
from numpy.typing import NDArray

# primitive polynomial (its coefficients as bits) and first direction numbers of dimensions 2, 3 ...
# as listed by Joe and Kuo (2008), new-joe-kuo-6.21201
# fmt: off
_TABLE: tuple[tuple[int, ...], ...] = (
    (3, 1), (7, 1, 3), (11, 1, 3, 1), (13, 1, 1, 1), (19, 1, 1, 3, 3), (25, 1, 3, 5, 13),
    (37, 1, 1, 5, 5, 17), (41, 1, 1, 5, 5, 5), (47, 1, 1, 7, 11, 19), (55, 1, 1, 5, 1, 1),
    (59, 1, 1, 1, 3, 11), (61, 1, 3, 5, 5, 31), (67, 1, 3, 3, 9, 7, 49),
    (91, 1, 1, 1, 15, 21, 21), (97, 1, 3, 1, 13, 27, 49), (103, 1, 1, 1, 15, 7, 5),
    (109, 1, 3, 1, 15, 13, 25), (115, 1, 1, 5, 5, 19, 61), (131, 1, 3, 7, 11, 23, 15, 103),
    (137, 1, 3, 7, 13, 13, 15, 69), (143, 1, 1, 3, 13, 7, 35, 63), (145, 1, 3, 5, 9, 1, 25, 53),
    (157, 1, 3, 1, 13, 9, 35, 107), (167, 1, 3, 1, 5, 27, 61, 31), (171, 1, 1, 5, 11, 19, 41, 61),
    (185, 1, 3, 5, 3, 3, 13, 69), (191, 1, 1, 7, 13, 1, 19, 1), (193, 1, 3, 7, 5, 13, 19, 59),
    (203, 1, 1, 3, 9, 25, 29, 41), (211, 1, 3, 5, 13, 23, 1, 55), (213, 1, 3, 7, 3, 13, 59, 17),
)
# fmt: on


def sobol_net(dimensions: int, exponent: int) -> NDArray[np.float64]:
    """Sobol's first 2^exponent points, an array (dimensions, points), in the order of Gray's code.

    >>> sobol_net(2, 2)
    array([[0.  , 0.5 , 0.75, 0.25],
           [0.  , 0.5 , 0.25, 0.75]])
    """
    if dimensions > len(_TABLE) + 1:
        from scipy.stats import qmc

        net = qmc.Sobol(dimensions, scramble=False).random_base2(exponent)
        return np.ascontiguousarray(net.T)
    points = np.zeros((dimensions, 2**exponent), dtype=np.int64)
    for dimension in range(dimensions):
        for bit, direction in enumerate(_directions(dimension, exponent)):
            # Gray's code is its own mirror image with one bit more
            known = points[:, : 2**bit]
            points[dimension, 2**bit : 2 ** (bit + 1)] = known[dimension, ::-1] ^ direction
    fractions: NDArray[np.float64] = points / 2**exponent
    return fractions


def _directions(dimension: int, count: int) -> list[int]:
    """Sobol's recursion for the direction numbers, as integers below 2^count."""
    if dimension == 0:
        return [1 << (count - 1 - k) for k in range(count)]
    polynomial, *numbers = _TABLE[dimension - 1]
    degree = len(numbers)
    for k in range(degree, count):
        new = numbers[k - degree] ^ (numbers[k - degree] << degree)
        for i in range(1, degree):
            if polynomial >> (degree - i) & 1:
                new ^= numbers[k - i] << i
        numbers.append(new)
    return [numbers[k] << (count - 1 - k) for k in range(count)]
