"""Parameter domains: one declaration gives the check, the error text, the docs and the test draws.

A parameter says where it lives in its annotation::

    def giant_out_fraction(mean_degree: MeanDegree) -> float: ...

    MeanDegree = Annotated[float, Gt(0), Symbol("K", "synapses a neuron receives on average")]

`check` refuses whatever lies outside with one sentence (`DomainError`); `describe` words the rule
for docs and `netbounds show`; `Typical` is the stretch from which property tests and pictures draw.
"""

import math
import operator
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np
from annotated_types import Ge, Gt, Interval, Le, Lt


class DomainError(ValueError):
    """Input outside of what a function is defined for; the message is one clear sentence."""


def refusal(where: str, parameter: str, rule: str, got: object, remedy: str = "") -> DomainError:
    """Word a refusal in the house style; the caller raises it.

    >>> print(refusal("giant_out_fraction", "mean_degree", "be > 0", -1))
    giant_out_fraction: mean_degree must be > 0, got -1
    """
    shown = " ".join((got if isinstance(got, str) and " " in got else repr(got)).split())
    if len(shown) > 200:  # an array, a table
        shown = shown[:200] + " ..."
    tail = f"; {remedy}" if remedy else ""
    return DomainError(f"{where}: {parameter} must {rule}, got {shown}{tail}")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A glossary entry: the symbol of the literature (LaTeX), what it means, its unit."""

    latex: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Typical:
    """The stretch of a domain from which property tests and pictures draw (ends included)."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Examples:
    """Values to draw from where a stretch would not do (arrays, functions, spectra)."""

    values: tuple[Any, ...]


NeuronCount = Annotated[int, Ge(1), Symbol("n", "number of neurons"), Typical(1, 60)]
SynapseCount = Annotated[int, Ge(0), Symbol("m", "number of synapses"), Typical(0, 200)]
InDegree = Annotated[int, Ge(0), Symbol("K", "synapses that every neuron receives"), Typical(0, 12)]
OutDegree = Annotated[int, Ge(0), Symbol("K", "synapses that every neuron sends"), Typical(0, 12)]
MeanDegree = Annotated[
    float, Gt(0), Symbol("K", "synapses a neuron receives on average"), Typical(0.05, 40)
]
Probability = Annotated[float, Ge(0), Le(1), Symbol("p", "probability"), Typical(0, 1)]
OpenProbability = Annotated[
    float, Gt(0), Lt(1), Symbol("p", "probability strictly between 0 and 1"), Typical(1e-6, 0.999)
]
DrivenCount = Annotated[int, Ge(1), Symbol("s", "number of driven neurons"), Typical(1, 10)]
DrivenFraction = Annotated[
    float, Ge(0), Le(1), Symbol(r"\delta", "probability that a neuron is driven"), Typical(0, 1)
]

# classification by a sparse recurrent network
PatternCount = Annotated[
    int, Ge(1), Symbol("P", "number of patterns to classify"), Typical(10, 4000)
]
Density = Annotated[
    float, Gt(0), Le(1), Symbol("f", "fraction of the ordered pairs that are synapses"),
    Typical(0.01, 1),
]  # fmt: skip
Gain = Annotated[
    float, Gt(0), Symbol("g", "gain of the one-shot Hebbian weights"), Typical(0.5, 40)
]
ReadoutFraction = Annotated[
    float, Gt(0), Le(1), Symbol(r"f_\mathrm{out}", "fraction of the neurons that are read out"),
    Typical(0.01, 1),
]  # fmt: skip
InputFraction = Annotated[
    float, Gt(0), Le(1), Symbol(r"f_\mathrm{in}", "fraction of the neurons that are driven"),
    Typical(0.05, 1),
]  # fmt: skip
StepCount = Annotated[int, Ge(2), Symbol("T", "time steps of a trial"), Typical(2, 60)]
InputSteps = Annotated[int, Ge(1), Symbol("T_\\mathrm{in}", "steps with input"), Typical(1, 20)]
TimeStep = Annotated[
    float, Gt(0), Le(1), Symbol(r"\Delta t", "time step", r"\tau"), Typical(0.01, 1)
]
NoiseLevel = Annotated[
    float, Ge(0), Symbol(r"\sigma", "standard deviation of a noise"), Typical(0, 0.5)
]
ClassificationAccuracy = Annotated[
    float, Gt(0.5), Lt(1), Symbol("A", "fraction of patterns classified correctly"),
    Typical(0.501, 0.9999),
]  # fmt: skip
ErrorRate = Annotated[
    float, Ge(0), Lt(0.5), Symbol(r"\varepsilon", "fraction of patterns in error"),
    Typical(0, 0.49),
]  # fmt: skip
Load = Annotated[
    float, Gt(0), Symbol(r"\alpha", "patterns per recurrent synapse"), Typical(1e-4, 4)
]

# classical capacities
ClassifiableLoad = Annotated[
    float, Gt(0), Lt(2), Symbol(r"\alpha", "patterns per weight, below capacity"),
    Typical(0.01, 1.99),
]  # fmt: skip
Degree = Annotated[int, Ge(1), Symbol("d", "degree of a polynomial"), Typical(1, 40)]
KeptFraction = Annotated[
    float, Gt(0), Le(1), Symbol("c", "fraction of the weights that are kept"), Typical(1e-6, 1)
]
AttractorLoad = Annotated[
    float, Gt(0), Symbol(r"\alpha", "patterns per incoming synapse"), Typical(0.01, 0.7)
]
Margin = Annotated[float, Ge(0), Symbol(r"\kappa", "distance to the boundary"), Typical(0, 8)]
Overlap = Annotated[float, Ge(0), Le(1), Symbol("m", "overlap with a pattern"), Typical(0, 1)]
PointCount = Annotated[int, Ge(0), Symbol("P", "number of patterns to learn"), Typical(0, 200)]
PositiveFraction = Annotated[
    float, Gt(0), Lt(1), Symbol("p", "fraction of + labels"), Typical(1e-6, 0.999)
]
SignConstrainedCount = Annotated[
    int, Ge(0), Symbol("N_c", "weights whose sign is prescribed"), Typical(0, 40)
]
SignedMargin = Annotated[
    float, Ge(-37), Symbol(r"\kappa", "margin, < 0 if violations are allowed"),
    Typical(-30, 8),
]  # fmt: skip
WeightCount = Annotated[int, Ge(1), Symbol("N", "adjustable weights of one unit"), Typical(1, 80)]


def check(where: str, parameter: str, value: object, annotation: Any) -> None:
    """Raise `DomainError` unless `value` lies in the domain that `annotation` declares.

    Raises
    ------
    DomainError
        If the value lies outside of the domain; the sentence names function, parameter, rule, and
        value.
    """
    rule = _rule(annotation)
    if not rule.holds(value):
        # a number on the wrong side of a bound is told the bound, anything else the whole rule
        text = rule.bounds if rule.bounds and rule.of_kind(value) else rule.text
        raise refusal(where, parameter, "be " + text, value)


def describe(annotation: Any) -> str:
    """The rule in words: what stands after "must be".

    >>> describe(MeanDegree)
    'a number > 0'
    """
    return _rule(annotation).text


def symbol(annotation: Any) -> Symbol | None:
    """The glossary entry that the annotation carries, if any."""
    return next((m for m in _metadata(annotation) if isinstance(m, Symbol)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A domain in executable form."""

    text: str
    holds: Callable[[Any], bool]
    of_kind: Callable[[Any], bool] = bool  # with bounds: right type, whatever the bounds say
    bounds: str = ""


def _rule(annotation: Any) -> _Rule:
    try:
        # literals in another order are equal to Python, but not to whoever reads the sentence
        return _cached_rule(annotation, get_args(annotation))
    except TypeError:  # unhashable annotation
        return _build_rule(annotation)


@cache
def _cached_rule(annotation: Any, arguments: tuple[Any, ...]) -> _Rule:
    del arguments
    return _build_rule(annotation)


def _build_rule(annotation: Any) -> _Rule:
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *metadata = get_args(annotation)
        return _bounded(_build_rule(base), base, tuple(_bounds(metadata)))
    if origin is Literal:
        allowed = get_args(annotation)
        return _Rule(
            text="one of " + ", ".join(map(repr, allowed)),
            # type equality too: True == 1 must not pass for the literal 1
            holds=lambda v: any(type(v) is type(a) and v == a for a in allowed),
        )
    if origin in (Union, types.UnionType):
        rules = [_rule(a) for a in get_args(annotation)]
        return _Rule(
            text=" or ".join(dict.fromkeys(r.text for r in rules)),
            holds=lambda v: any(r.holds(v) for r in rules),
        )
    if annotation is float:
        return _Rule(text="a number", holds=_is_finite_number)
    if annotation is int:
        return _Rule(text="a whole number", holds=_is_whole)
    if annotation is bool:
        return _Rule(text="True or False", holds=lambda v: isinstance(v, (bool, np.bool_)))
    if annotation is None or annotation is type(None):
        return _Rule(text="None", holds=lambda v: v is None)
    kind = origin or annotation
    if kind is Any or not isinstance(kind, type):
        return _Rule(text="anything", holds=lambda _: True)
    if kind is np.ndarray:
        return _Rule(text="an array of finite numbers", holds=_is_finite_array)
    article = "an" if kind.__name__[0] in "AEIOU" else "a"
    return _Rule(text=f"{article} {kind.__name__}", holds=lambda v: isinstance(v, kind))


def _bounded(base_rule: _Rule, base: Any, bounds: tuple[tuple[str, Any], ...]) -> _Rule:
    if not bounds:
        return base_rule
    compare = {">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le}
    words = " and ".join(f"{sign} {limit}" for sign, limit in bounds)
    everywhere = "with every entry " if get_origin(base) is np.ndarray or base is np.ndarray else ""

    def holds(value: Any) -> bool:
        return base_rule.holds(value) and all(
            bool(np.all(compare[sign](value, limit))) for sign, limit in bounds
        )

    return _Rule(
        text=f"{base_rule.text} {everywhere}{words}",
        holds=holds,
        of_kind=base_rule.holds,
        bounds=everywhere + words,
    )


def _bounds(metadata: list[Any]) -> Iterator[tuple[str, Any]]:
    for item in metadata:
        if isinstance(item, Interval):
            yield from _bounds(list(item))
        elif isinstance(item, Gt):
            yield ">", item.gt
        elif isinstance(item, Ge):
            yield ">=", item.ge
        elif isinstance(item, Lt):
            yield "<", item.lt
        elif isinstance(item, Le):
            yield "<=", item.le


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


def _is_whole(value: object) -> bool:
    # bool is an int to Python, but `n=True` is a mistake
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _is_finite_number(value: object) -> bool:
    kinds = (int, float, Fraction, np.integer, np.floating)
    if isinstance(value, bool) or not isinstance(value, kinds):
        return False
    return math.isfinite(value)


def _is_finite_array(value: object) -> bool:
    return (
        isinstance(value, np.ndarray)
        and value.dtype.kind in "biuf"
        and bool(np.all(np.isfinite(value)))
    )


def check_fields(record: object, hints: Mapping[str, Any], where: str | None = None) -> None:
    """Check each annotated field of a frozen record where it is built (`__post_init__`).

    `where` is the function whose parameters the fields are, by default the record's own name.

    Raises
    ------
    DomainError
        If a field lies outside of its domain.
    """
    for name, annotation in hints.items():
        check(where or type(record).__name__, name, getattr(record, name), annotation)
