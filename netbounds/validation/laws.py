"""Which laws a claim rests on, also when it calls them inside a function or another law."""

import ast
import functools
import inspect
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from netbounds.claim import Claim
from netbounds.law import Law
from netbounds.points import Scaled


def laws_of(claim: Claim) -> tuple[Law[..., Any], ...]:
    """The laws that the claim's prediction calls, in order of appearance."""
    return tuple(dict.fromkeys(_laws(claim.law, set())))


def laws_met_by(claim: Claim) -> frozenset[Law[..., Any]]:
    """Every law that meets data in this claim.

    Its prediction calls it, perhaps inside another law; or its sample does, to build what a design
    law promises; or an instance is drawn with it.
    """
    seen: set[int] = set()
    parts = (claim.law, claim.sample, claim.draw)
    return frozenset(law for part in parts for law in _laws(part, seen, inside=True))


def _laws(thing: Any, seen: set[int], *, inside: bool = False) -> Iterator[Law[..., Any]]:
    if id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, Law):
        yield thing
        if inside:
            yield from _laws(inspect.unwrap(thing), seen, inside=True)
    elif isinstance(thing, Scaled):
        yield from _laws(thing.law, seen, inside=inside)
    elif isinstance(thing, functools.partial):
        for part in (thing.func, *thing.args, *thing.keywords.values()):
            yield from _laws(part, seen, inside=inside)
    elif inspect.isfunction(kept := getattr(thing, "__wrapped__", None)):  # a cache around it
        yield from _laws(kept, seen, inside=inside)
    elif inspect.isfunction(thing) and thing.__module__.split(".")[0] != "numpy":
        for named in _named(thing):
            yield from _laws(named, seen, inside=inside)


def _named(function: FunctionType) -> Iterator[Any]:
    """What the names in a function's body stand for: globals, closures, attributes of modules."""
    names = list(_names(function.__code__))
    known = [function.__globals__[name] for name in names if name in function.__globals__]
    known += [sys.modules[name] for name in names if name in sys.modules]  # imported inside
    modules = [v for v in known if isinstance(v, ModuleType) and _ours(v)]
    for name in names:
        if name in function.__globals__:
            yield function.__globals__[name]
        yield from (getattr(m, name) for m in modules if hasattr(m, name))
    for cell in function.__closure__ or ():
        yield cell.cell_contents


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from _names(constant)


def _ours(module: ModuleType) -> bool:
    return module.__name__.split(".")[0] == "netbounds"


def wording(function: Any) -> str:
    """A rival in words: a law's statement, a function's first line, or a lambda's own text."""
    if isinstance(function, Law):
        return f"{function.__name__}: {function.statement}"
    if isinstance(function, functools.partial):
        return f"{wording(function.func)} with {function.keywords or function.args}"
    if not inspect.isfunction(function):
        return repr(function)
    if "<lambda>" not in function.__name__:
        first = (function.__doc__ or "").strip().split("\n", 1)[0]
        return f"{function.__name__}: {first}" if first else function.__name__
    try:
        tree = ast.parse(inspect.getsource(inspect.getmodule(function) or function))
    except (OSError, TypeError, SyntaxError):
        return "a function"
    line, names = function.__code__.co_firstlineno, list(inspect.signature(function).parameters)
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda) and node.lineno == line:
            arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
            if [a.arg for a in arguments] == names:
                return ast.unparse(node)
    return "a function"
