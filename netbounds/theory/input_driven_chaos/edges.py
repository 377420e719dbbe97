"""The edge of chaos as one question: how much private noise does this network need?"""

from dataclasses import dataclass
from typing import Literal

from netbounds.activations import ERF, Activation
from netbounds.domains import check
from netbounds.theory import gaussian
from netbounds.theory.input_driven_chaos._parameters import ChaoticGain, refuse_non_sigmoid
from netbounds.theory.input_driven_chaos.noise_edge import (
    edge_of_chaos_noise,
    edge_variance,
    local_instability_noise,
    slope_variance,
)

Time = Literal["discrete", "continuous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeOfChaos:
    """Where private noise ends chaos.

    Attributes
    ----------
    gain
        g.
    noise
        Variance sigma^2 a step in discrete time, intensity 2D in continuous time, that just
        suppresses chaos.
    state_variance
        Variance of the neurons there.
    expansive_noise
        Noise below which some perturbations expand. In continuous time it is larger than `noise`:
        in between the network is expansive and not chaotic. In discrete time they are the same.
    """

    gain: float
    noise: float
    state_variance: float
    expansive_noise: float

    def __str__(self) -> str:
        return (
            f"gain {self.gain:g}: chaos below noise {self.noise:.6g}, "
            f"local expansion below {self.expansive_noise:.6g}"
        )


def edge_of_chaos(
    gain: float, activation: Activation = ERF, *, time: Time = "discrete"
) -> EdgeOfChaos:
    """Private noise that just suppresses chaos of a random network, and what it does there.

    Parameters
    ----------
    gain
        g > 1; a network of lower gain is not chaotic.
    activation
        ERF or TANH.
    time
        'discrete' (h(t+1) = J phi(h(t)) + noise) or 'continuous' (white noise).

    Raises
    ------
    DomainError
        If g <= 1, the activation is not an odd sigmoid, or there is no such time.

    Examples
    --------
    >>> print(edge_of_chaos(2.0, time="continuous"))
    gain 2: chaos below noise 1.23752, local expansion below 6.66473
    >>> round(edge_of_chaos(2.0).noise, 6)
    2.022314
    """
    check("edge_of_chaos", "gain", gain, ChaoticGain)
    check("edge_of_chaos", "time", time, Time)
    refuse_non_sigmoid("edge_of_chaos", activation)
    if time == "continuous":
        return EdgeOfChaos(
            gain=gain,
            noise=edge_of_chaos_noise(gain, activation),
            state_variance=edge_variance(gain, activation),
            expansive_noise=local_instability_noise(gain, activation),
        )
    variance = slope_variance(gain, activation)
    noise = variance - gain * gain * float(gaussian.square(activation, variance))
    return EdgeOfChaos(gain=gain, noise=noise, state_variance=variance, expansive_noise=noise)
