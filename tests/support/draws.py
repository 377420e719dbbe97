"""Hypothesis strategies made from the domains that parameters declare."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Interval, Le, Lt
from hypothesis import assume
from hypothesis import strategies as st

from netbounds.domains import DomainError, Examples, Typical
from netbounds.law import Law


def arguments(law: Law[..., Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Arguments inside the law's domain; combinations that the law refuses are not drawn."""

    @st.composite
    def draw_arguments(draw: st.DrawFn) -> dict[str, Any]:
        try:
            drawn = {
                name: draw(values_of(domain))
                for name, domain in law.domains.items()
                if law.signature.parameters[name].default is law.signature.empty
                or draw(st.booleans())
            }
            law(**drawn)
        except DomainError:
            assume(False)
        return drawn

    return draw_arguments()


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values inside a domain."""
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *metadata = get_args(annotation)
        examples = next((m for m in metadata if isinstance(m, Examples)), None)
        if examples:
            return st.sampled_from(examples.values)
        return _numbers(base, metadata)
    if origin is Literal:
        return st.sampled_from(get_args(annotation))
    if origin in (Union, types.UnionType):
        return st.one_of(*(values_of(a) for a in get_args(annotation)))
    if annotation is type(None):
        return st.none()
    if annotation is bool:
        return st.booleans()
    if dataclasses.is_dataclass(annotation):
        return _records(annotation)
    if annotation == tuple[int, ...]:
        return st.lists(st.integers(0, 4), min_size=1, max_size=8).map(tuple)
    if origin is tuple:
        return st.tuples(*(values_of(a) for a in get_args(annotation)))
    if annotation is int:
        return st.integers(0, 8)
    if annotation is float:
        return st.floats(0, 1)
    raise TypeError(f"no draws for {annotation!r}: give the parameter a Typical or Examples")


def values_outside(annotation: Any) -> Iterator[Any]:
    """Values that the domain must refuse."""
    metadata = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    base = get_args(annotation)[0] if metadata else annotation
    if base in (int, float):
        yield from (float("nan"), float("inf"), "seven", None, 1j)
    if base is int:
        yield 2.5
    for item in metadata:
        for bound in item if isinstance(item, Interval) else [item]:
            if isinstance(bound, (Gt, Ge)):
                limit = bound.gt if isinstance(bound, Gt) else bound.ge
                yield limit - 1
                if isinstance(bound, Gt):
                    yield limit
            if isinstance(bound, (Lt, Le)):
                limit = bound.lt if isinstance(bound, Lt) else bound.le
                yield limit + 1
                if isinstance(bound, Lt):
                    yield limit


def _numbers(base: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    stretch = next((m for m in metadata if isinstance(m, Typical)), None)
    if stretch is None:
        raise TypeError(f"no draws for {base!r} with {metadata!r}: give the domain a Typical")
    if base is int:
        return st.integers(int(stretch.low), int(stretch.high))
    return st.floats(float(stretch.low), float(stretch.high), allow_subnormal=False)


def _records(record: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(record, include_extras=True)
    fields = {f.name: values_of(hints[f.name]) for f in dataclasses.fields(record)}

    @st.composite
    def build(draw: st.DrawFn) -> Any:
        drawn = {name: draw(strategy) for name, strategy in fields.items()}
        try:
            return record(**drawn)
        except DomainError:
            assume(False)

    return build()
