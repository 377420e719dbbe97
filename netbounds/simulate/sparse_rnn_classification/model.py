"""What a classifying network is: its architecture, its time grid, its activation.

The state obeys, with time in units of the neurons' time constant::

    x <- x + dt (-x + W r + s 1[t < input_steps]),   r = activation(x),   x = r = 0 at the start

Step k = 1..steps makes state k from the OLD rates of state k - 1; the input acts in the first
`input_steps` steps. Nothing but a weighted sum of a few rates is read out.
"""

import enum
import math
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_type_hints

import numpy as np
import numpy.typing as npt
from annotated_types import Ge, Gt, Le

from netbounds.domains import NeuronCount, check_fields, refusal

Density = Annotated[float, Gt(0), Le(1)]
Fraction = Annotated[float, Gt(0), Le(1)]
StepCount = Annotated[int, Ge(2)]
StepSize = Annotated[float, Gt(0), Le(1)]

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.integer[Any]]


class Rounding(enum.Enum):
    """How counts such as density * neurons**2 become whole.

    The published gradient-trained networks truncate, the published Hebbian ones round half up
    (275 neurons at density 0.1: 7562 or 7563 synapses).
    """

    TRUNCATE = 0.0
    HALF_UP = 0.5

    def count(self, value: float) -> int:
        """Whole number for `value`; 0.29 * 100 counts as 29 although it is 28.999999999999996."""
        return math.floor(value + self.value + 1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """How many neurons, how many synapses among them, how many see the input or are read out.

    Parameters
    ----------
    neurons
        Number of neurons N.
    density
        The network has exactly round(density N^2) synapses, at distinct uniformly random places;
        a neuron may connect to itself.
    readout_fraction, input_fraction
        Share of neurons that are read out, and that are driven; two independent random sets.
    rounding
        How these counts become whole.
    """

    neurons: NeuronCount
    density: Density = 0.05
    readout_fraction: Fraction = 0.05
    input_fraction: Fraction = 1.0
    rounding: Rounding = Rounding.TRUNCATE

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(Architecture, include_extras=True))
        for name, number in (
            ("density", self.synapses),
            ("readout_fraction", self.readouts),
            ("input_fraction", self.driven),
        ):
            if number == 0:
                what = {"density": "synapse", "readout_fraction": "readout neuron"}
                rule = f"leave at least one {what.get(name, 'driven neuron')}"
                got = f"{getattr(self, name)} of {self.neurons} neurons"
                raise refusal("Architecture", name, rule, got)

    @property
    def synapses(self) -> int:
        """Exact number of synapses."""
        return self.rounding.count(self.density * self.neurons**2)

    @property
    def readouts(self) -> int:
        """Number of neurons that are read out."""
        return self.rounding.count(self.readout_fraction * self.neurons)

    @property
    def driven(self) -> int:
        """Number of neurons that receive the input."""
        return self.rounding.count(self.input_fraction * self.neurons)

    def patterns_at(self, load: float) -> int:
        """Number of patterns at load = patterns / (input_fraction * density * neurons**2)."""
        return max(Rounding.TRUNCATE.count(load * self.input_fraction * self.synapses_mean), 1)

    @property
    def synapses_mean(self) -> float:
        """Number of synapses before it is made whole: density * neurons**2."""
        return self.density * self.neurons**2


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """The time grid: `steps` steps of `dt` time constants, the input in the first `input_steps`.

    The published gradient-trained networks have input_steps = 10. The published Hebbian ones have
    9: their pulse is 1 on grid points 1..10, but step i reads grid point i = 2..21.
    """

    steps: StepCount = 20
    input_steps: Annotated[int, Ge(1)] = 10
    dt: StepSize = 0.1

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(Timing, include_extras=True))
        if self.input_steps > self.steps:
            rule = f"be <= steps = {self.steps}, since the input cannot outlast the trial"
            raise refusal("Timing", "input_steps", rule, self.input_steps)


HEBBIAN_TIMING = Timing(steps=20, input_steps=9, dt=0.1)


@dataclass(frozen=True, slots=True)
class ShiftedTanh:
    """r = [tanh(max(x, 0) - 1/2) + tanh 1/2] / (1 + tanh 1/2): zero at rest, 1 at most."""


@dataclass(frozen=True, slots=True)
class BoundedPower:
    """r = min(max(x, 0)^power, bound)."""

    power: Literal[1, 2, 3] = 1
    bound: Annotated[float, Gt(0)] = 2.0

    def __post_init__(self) -> None:
        check_fields(self, get_type_hints(BoundedPower, include_extras=True))


Activation = ShiftedTanh | BoundedPower


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """A network that can be run: weights on their synapses, who is driven, who is read out.

    Attributes
    ----------
    indptr, pre, weights
        Compressed rows: neuron i receives from ``pre[indptr[i]:indptr[i + 1]]`` with these weights.
    driven
        Row k of a pattern drives neuron ``driven[k]``.
    readout, readout_weights
        The decision variable is the sum of ``readout_weights * rate[readout]``.
    activation
        Rate as a function of the state.
    kinds
        +1 (excitatory) or -1 (inhibitory) for each neuron, or None where signs are free.
    """

    neurons: NeuronCount
    indptr: Ints
    pre: Ints
    weights: Floats
    driven: Ints
    readout: Ints
    readout_weights: Floats
    activation: Activation = ShiftedTanh()
    kinds: Ints | None = None

    def __post_init__(self) -> None:
        for name in ("weights", "readout_weights"):
            if not np.all(np.isfinite(getattr(self, name))):
                raise refusal("Network", name, "be finite", "nan or infinity")
        check_fields(self, get_type_hints(Network, include_extras=True))
        n = self.neurons
        if self.indptr.shape != (n + 1,) or self.pre.shape != self.weights.shape:
            raise refusal("Network", "indptr, pre, weights", "be compressed rows", "wrong shapes")
        rises = np.all(np.diff(self.indptr) >= 0)
        if not rises or self.indptr[0] != 0 or self.indptr[-1] != len(self.pre):
            raise refusal("Network", "indptr", "rise from 0 to the number of synapses", self.indptr)
        for name in ("pre", "driven", "readout"):
            index = getattr(self, name)
            if index.ndim != 1 or (len(index) and not (index.min() >= 0 and index.max() < n)):
                raise refusal("Network", name, f"name neurons 0..{n - 1}", "others")
        for name in ("driven", "readout"):
            if len(np.unique(getattr(self, name))) != len(getattr(self, name)):
                raise refusal("Network", name, "name every neuron once", "a neuron twice")
        if self.readout.shape != self.readout_weights.shape or not len(self.readout):
            rule = "be as many as readout, at least one"
            raise refusal("Network", "readout_weights", rule, self.readout_weights.shape)
        if self.kinds is not None and self.kinds.shape != (n,):
            raise refusal("Network", "kinds", f"have shape ({n},)", self.kinds.shape)

    @property
    def post(self) -> Ints:
        """Receiving neuron of every synapse."""
        return np.repeat(np.arange(self.neurons), np.diff(self.indptr))

    def matrix(self) -> Any:
        """Weights as a SciPy CSR array, ``W[post, pre]``."""
        from scipy.sparse import csr_array

        shape = (self.neurons, self.neurons)
        return csr_array((self.weights, self.pre, self.indptr), shape=shape)
