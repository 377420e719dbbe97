"""How the critical amplitude grows with the network, from the tables of `compute_curves`."""

from typing import Literal

import numpy as np

from netbounds.claim import Claim, published
from netbounds.validation.input_driven_chaos.curves import critical_amplitudes

Kind = Literal["common", "independent"]


def fitted_exponent(kind: Kind) -> float:
    """Exponent beta of the critical amplitude, proportional to N^beta, N = 500 to 5000."""
    rows = [r for r in critical_amplitudes(kind) if r.gain == 2 and r.frequency == 0.2]
    sizes, amplitudes = np.log([[r.neurons, r.amplitude] for r in rows]).T
    return float(np.polyfit(sizes, amplitudes, 1)[0])


def wrong_way(kind: Kind) -> float:
    """The exponents the other way round."""
    return fitted_exponent("independent" if kind == "common" else "common")


def scaling_table() -> tuple[tuple[dict[str, str], str, float], ...]:
    """O(sqrt(N)) and O(1), up to corrections of the order 1/sqrt(N) over the range."""
    return ({"kind": "common"}, "0.500", 0.04), ({"kind": "independent"}, "0.000", 0.05)


SCALING_CLAIMS: tuple[Claim, ...] = (
    published(
        "critical amplitude grows like sqrt(N) or not at all",
        law=fitted_exponent,
        table=scaling_table,
        rival=wrong_way,
        resolution=0.2,
    ),
)
