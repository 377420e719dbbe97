"""Is my driven network chaotic? Measured from its weights, or asked of mean-field theory."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from netbounds.activations import RELU, TANH, Activation
from netbounds.arrays import real_array
from netbounds.domains import check, refusal

if TYPE_CHECKING:
    from netbounds.simulate._lyapunov_parts import Current, LyapunovSpectrum
    from netbounds.theory.input_driven_chaos import (
        BalancedMeanField,
        CommonInputMeanField,
        StationaryMeanField,
    )

Orientation = Literal["post-pre", "pre-post"]
InputKind = Literal["independent", "common"]


def lyapunov_exponents(
    weights: Any,
    *,
    orientation: Orientation,
    activation: Activation,
    steps: int | None = None,
    states: ArrayLike | None = None,
    dt: float = 1.0,
    current: "Current" = 0.0,
    noise: float | NDArray[Any] = 0.0,
    count: int = 1,
    discard: int | None = None,
    rng: np.random.Generator,
) -> "LyapunovSpectrum":
    """Largest Lyapunov exponents of your network under your input, with block errors.

    tau dh/dt = -h + W phi(h) + I(t) in Euler steps dt; dt = 1 is h(t+1) = W phi(h(t)) + I(t).
    The network runs for `steps` under the current that you give, or follows `states` that you
    recorded. Exponents are conditional on the input: two copies of the network get the same.

    Parameters
    ----------
    weights, orientation
        (n, n), dense or scipy sparse; "post-pre" if W[i, j] is the synapse from j to i.
    activation
        phi, from `netbounds.activations`: TANH, ERF, RELU, IDENTITY, or a record of your own.
    steps
        Steps that count, at least 20 tau.
    states
        Recorded h before every step, (steps, n), instead of `steps`, `current` and `noise`.
    dt
        Euler step in units of tau, in (0, 1].
    current
        I: a number, (n,), (steps, n) beginning with the discarded steps, or a function of the
        step number.
    noise
        Intensity 2D of white noise, a number or (n,); at dt = 1 the variance a step.
    count
        How many exponents; n gives the whole spectrum.
    discard
        Steps left out at the start; at least 20 tau and a tenth of `steps` without it.
    rng
        Source of the start, the tangent vectors, and the noise.

    Returns
    -------
    LyapunovSpectrum
        Prints itself; `exponents` and `standard_errors` (count,), largest first, `largest` with
        its error, `growth` of every interval.

    Raises
    ------
    DomainError
        If both or neither of `steps` and `states` are given, dt lies outside (0, 1], shapes do
        not fit, or anything is not finite.

    Notes
    -----
    One product of W with 1 + count columns a step, in float64; orthonormalised every tau.

    Examples
    --------
    >>> from netbounds.activations import TANH
    >>> rng = np.random.default_rng(1)
    >>> w = rng.standard_normal((200, 200)) * 2 / 200**0.5
    >>> kind = {"orientation": "post-pre", "activation": TANH}
    >>> print(lyapunov_exponents(w, **kind, steps=400, rng=rng))
    largest Lyapunov exponent 0.1... (conditional on the input), 1 computed
    """
    from netbounds.simulate import lyapunov

    where = "lyapunov_exponents"
    if orientation not in ("post-pre", "pre-post"):
        rule = "be 'post-pre' (W[post, pre]) or 'pre-post'"
        raise refusal(where, "orientation", rule, orientation)
    check(where, "activation", activation, Activation)
    if (steps is None) == (states is None):
        got = "neither of them" if steps is None else "both of them"
        raise refusal(where, "one of steps and states", "be given", got)
    matrix = weights if hasattr(weights, "tocsr") else real_array(where, "weights", weights, 2)
    matrix = matrix if orientation == "post-pre" else matrix.T
    if states is not None:
        if discard is not None or np.any(noise) or callable(current) or np.any(current):
            rule = "be left out with states, which hold the input's effect"
            raise refusal(where, "current, noise and discard", rule, "one of them")
        path = real_array(where, "states", states, 2)
        return lyapunov.exponents_along(
            matrix, path, activation=activation, dt=dt, count=count, rng=rng
        )
    return lyapunov.lyapunov_exponents(
        matrix, activation=activation, steps=steps or 0, dt=dt, current=current, noise=noise,
        count=count, discard=discard, rng=rng,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanField:
    """What mean-field theory says of a large random network.

    Attributes
    ----------
    lyapunov_exponent
        Largest exponent per tau, conditional on the input.
    variance
        Variance of h over neurons and time: without the sinusoid's own part for independent
        input, and averaged over the period for common input.
    solution
        All that was solved for, with residual and iterations or the change on doubling.
    """

    lyapunov_exponent: float
    variance: float
    solution: "StationaryMeanField | BalancedMeanField | CommonInputMeanField"

    @property
    def chaotic(self) -> bool:
        """Whether neighbouring trajectories part."""
        return self.lyapunov_exponent > 0

    def __str__(self) -> str:
        word = "chaotic" if self.chaotic else "not chaotic"
        return (
            f"{word}: exponent {self.lyapunov_exponent:.4g} per tau, variance {self.variance:.4g}"
        )


def mean_field(
    gain: float,
    *,
    activation: Activation = TANH,
    dt: float = 0.1,
    noise: float = 0.0,
    neurons: int | None = None,
    input_amplitude: float = 0.0,
    frequency: float = 0.2,
    kind: InputKind = "independent",
    constant_input: float = 1.0,
    inhibition: float = 1.0,
) -> MeanField:
    """Mean field of a random network: dense with noise, or balanced by inhibition with a sinusoid.

    ERF or TANH: W_ij of variance g^2/N and zero mean, white noise 2D to every neuron, N infinite.
    RELU: W_ij with mean -J0/sqrt(N) besides, input sqrt(N) I0 + I1 sin(2 pi f t + theta_i).

    Parameters
    ----------
    gain
        g.
    activation
        phi; it says which network is meant.
    dt
        Euler step in units of tau, in (0, 1]; the theory is exact in it.
    noise
        2D (ERF, TANH); the variance a step at dt = 1.
    neurons
        N of the balanced network; without it infinite (not with common input).
    input_amplitude, frequency, kind
        I1, f in 1/tau, and whether phases are random ("independent") or the same ("common").
    constant_input, inhibition
        I0 and J0.

    Returns
    -------
    MeanField
        Prints itself.

    Raises
    ------
    DomainError
        If a parameter lies outside its domain or belongs to the other network, dt is too large for
        the stiffness of inhibition, or the iteration does not settle.

    Notes
    -----
    Valid when N is large: exponents of networks lie 15/N (dense) to 45/N (balanced) below. Cost
    0.1 s (dense) to some seconds (common input). Source: sompolinsky1988, engelken2022.

    Examples
    --------
    >>> print(mean_field(2.0, dt=0.1))
    chaotic: exponent 0.1115 per tau, variance 1.925
    >>> print(mean_field(2.0, activation=RELU, dt=0.1))
    chaotic: exponent 0.09532 per tau, variance 18.48
    """
    from netbounds.theory import input_driven_chaos as theory
    from netbounds.theory.input_driven_chaos.critical_amplitude import grid_duration

    where = "mean_field"
    check(where, "activation", activation, Activation)
    check(where, "kind", kind, InputKind)
    balanced = {
        "neurons": neurons is not None,
        "input_amplitude": input_amplitude != 0,
        "kind": kind != "independent",
    }
    if activation != RELU:
        for name, given in balanced.items():
            if given:
                rule = f"be left out for {activation.name}"
                remedy = "the balanced network has activation RELU"
                raise refusal(where, name, rule, "one", remedy)
        solution = theory.stationary_mean_field(gain, dt=dt, noise=noise, activation=activation)
        exponent = theory.stationary_lyapunov_exponent(
            gain, dt=dt, noise=noise, activation=activation
        )
        return MeanField(lyapunov_exponent=exponent, variance=solution.variance, solution=solution)
    if noise:
        rule = "be 0 for relu"
        raise refusal(where, "noise", rule, noise, "the balanced network makes its own")
    if kind == "common" and input_amplitude:
        if neurons is None:
            rule = "be given for common input"
            raise refusal(where, "neurons", rule, None, "its effect depends on sqrt(N)")
        driven = theory.common_input_mean_field(
            gain, neurons, input_amplitude=input_amplitude, frequency=frequency, dt=dt,
            constant_input=constant_input, inhibition=inhibition,
        )  # fmt: skip
        mean = float(driven.mean.mean())
        square = float((driven.variance + driven.mean**2).mean())
        return MeanField(
            lyapunov_exponent=driven.lyapunov_exponent,
            variance=square - mean**2,
            solution=driven,
        )
    duration = grid_duration(frequency, dt, where) if input_amplitude else 100.0
    field = theory.balanced_mean_field(
        gain, neurons, input_amplitude=input_amplitude, frequency=frequency, duration=duration,
        dt=dt, constant_input=constant_input, inhibition=inhibition,
    )  # fmt: skip
    return MeanField(
        lyapunov_exponent=field.lyapunov_exponent, variance=field.variance, solution=field
    )
