"""Array types that the reachability laws share."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Exponents = npt.NDArray[np.int64]
