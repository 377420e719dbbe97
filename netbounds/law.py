"""Law: one formula with several faces.

A law works like `property`: the decorated function is the numerically stable evaluator, further
faces hang below it::

    @law(kind=Kind.ASYMPTOTIC, source=Source("turcu2022", "Fig. 3"), valid="n -> infinity", ...)
    def giant_out_fraction(mean_degree: MeanDegree) -> float:
        '''Fraction of neurons that the giant component reaches.'''

    @giant_out_fraction.derivation      # SymPy derives it, step by step
    def _() -> Derivation: ...

    @giant_out_fraction.enclosure       # ball arithmetic: a rigorous interval
    def _(mean_degree): ...

The same names evaluate once they are defined: ``giant_out_fraction(2.0)`` is a float,
``giant_out_fraction.enclosure(2.0)`` a ball, ``giant_out_fraction.derivation()`` the steps.
The evaluator and the symbolic face are separate on purpose: SymPy's closed form of the law above
has relative error 5.7 at mean_degree = 1 + 1e-9 in floating point.
"""

import enum
import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from netbounds.domains import check, refusal

if TYPE_CHECKING:
    import sympy

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Kind(enum.Enum):
    """What a law is; the value is the word printed beside every number."""

    EXACT = "exact"
    UPPER_BOUND = "upper bound"
    LOWER_BOUND = "lower bound"
    ASYMPTOTIC = "asymptotic"
    MEAN_FIELD = "mean field"
    EMPIRICAL = "empirical constant"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a law comes from: BibTeX key (see `netbounds cite`) and the place in it."""

    key: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation: a sentence, and the formula SymPy holds after it."""

    text: str
    formula: "sympy.Basic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Steps from assumptions to the law, executed by SymPy.

    `result` is an expression in the symbols named like the law's parameters, or an `Eq` that the
    law's value solves (then `value` is the symbol that stands for it). A law of whole records
    (ensembles) is derived for one of them: then `example` names the law's arguments for which
    `result` stands, and the fields in its symbols.
    """

    steps: tuple[Step, ...]
    result: "sympy.Basic"
    value: "sympy.Symbol | None" = None
    example: "Mapping[str, Any] | None" = None


class Face:
    """A further face of a law: called with a function it takes it in, later it evaluates it."""

    def __init__(self, owner: "Law[Any, Any]", name: str) -> None:
        self._owner = owner
        self.__name__ = name
        self._function: Callable[..., Any] | None = None

    def __bool__(self) -> bool:
        return self._function is not None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Take the face in (decorating a function), or evaluate it."""
        if self._function is None:
            if len(args) == 1 and not kwargs and inspect.isfunction(args[0]):
                # SymPy takes seconds and has no arguments to depend on: derive once a process
                once = self.__name__ == "derivation"
                self._function = functools.cache(args[0]) if once else args[0]
                return args[0]
            has = ", ".join(self._owner.faces) or "none"
            raise refusal(
                self._owner.__name__, self.__name__, "be a face that this law has",
                "no such face", f"its faces are: {has}",
            )  # fmt: skip
        if self.__name__ == "enclosure":
            self._owner.check(*args, **kwargs)
        return self._function(*args, **kwargs)


class Law(Generic[_P, _R]):
    """A formula: callable like the function it decorates, with checked parameters and faces.

    Attributes
    ----------
    kind, valid, source
        What it is, when it holds, where it comes from.
    error
        The error term of an asymptotic or mean-field law, in words ("" for exact laws and bounds).
    formula
        LaTeX of the statement.
    accuracy
        Relative rounding error of the evaluator, stated and tested.
    derivation, enclosure, reference, inverse
        Faces: SymPy steps; rigorous balls or exact rationals (python-flint); an independent
        evaluation at mpmath's working precision; the parameter that gives a wanted value.
    """

    __name__: str
    __qualname__: str

    def __init__(
        self,
        function: Callable[_P, _R],
        *,
        kind: Kind,
        source: Source,
        valid: str,
        formula: str,
        error: str,
        accuracy: float,
    ) -> None:
        functools.update_wrapper(self, function)
        self.kind, self.source, self.valid = kind, source, valid
        self.formula, self.error, self.accuracy = formula, error, accuracy
        self._function = function
        self.derivation = Face(self, "derivation")
        self.enclosure = Face(self, "enclosure")
        self.reference = Face(self, "reference")
        self.inverse = Face(self, "inverse")

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """Evaluate the law; every argument is checked against its domain first."""
        self.check(*args, **kwargs)
        return self._function(*args, **kwargs)

    def __repr__(self) -> str:
        return f"<law {self.__module__}.{self.__qualname__} ({self.kind.value})>"

    def __reduce__(self) -> str:
        return self.__qualname__  # pickled by name, like a function

    @property
    def statement(self) -> str:
        """The docstring's first line: what a physicist would say."""
        return (self.__doc__ or "").strip().split("\n", 1)[0]

    @property
    def faces(self) -> tuple[str, ...]:
        """Names of the faces this law has beside its float evaluator."""
        every = (self.derivation, self.enclosure, self.reference, self.inverse)
        return tuple(face.__name__ for face in every if face)

    @functools.cached_property
    def domains(self) -> dict[str, Any]:
        """Annotation of each parameter."""
        hints = typing.get_type_hints(self._function, include_extras=True)
        return {name: hints.get(name, Any) for name in self.signature.parameters}

    @functools.cached_property
    def signature(self) -> inspect.Signature:
        """Signature of the decorated function."""
        return inspect.signature(self._function)

    def check(self, *args: Any, **kwargs: Any) -> None:
        """Raise `DomainError` unless every argument lies in its parameter's domain."""
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(
                f"{self.__name__}: {error}; its signature is {self.signature}"
            ) from None
        for name, value in bound.arguments.items():
            check(self.__name__, name, value, self.domains[name])


def law(
    *,
    kind: Kind,
    source: Source,
    valid: str,
    formula: str,
    error: str = "",
    accuracy: float = 1e-12,
) -> Callable[[Callable[_P, _R]], Law[_P, _R]]:
    """Make a law of a function; see the module's docstring and `Law` for the words used."""

    def decorate(function: Callable[_P, _R]) -> Law[_P, _R]:
        return Law(
            function,
            kind=kind, source=source, valid=valid, formula=formula, error=error, accuracy=accuracy,
        )  # fmt: skip

    return decorate
