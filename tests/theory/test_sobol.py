import numpy as np
import pytest
from scipy.stats import qmc

from netbounds.theory._sobol import sobol_net


@pytest.mark.parametrize("dimensions", [1, 2, 21, 32, 33])
@pytest.mark.parametrize("exponent", [0, 1, 7, 13])
def test_the_net_is_scipys_number_by_number(dimensions: int, exponent: int) -> None:
    theirs = qmc.Sobol(dimensions, scramble=False).random_base2(exponent).T
    assert np.array_equal(sobol_net(dimensions, exponent), theirs)
