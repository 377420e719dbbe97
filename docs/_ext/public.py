"""Which names are public, and where each of their parts is explained. Needs no Sphinx."""

import ast
import functools
import importlib
import inspect
import re
import textwrap
import typing
from types import ModuleType
from typing import Any

from origins import ORIGINS
from shown import SHOWN
from words import ARRAYS, WORDS

SHARED = (
    "netbounds", "netbounds.ensembles", "netbounds.graph", "netbounds.datasets",
    "netbounds.law", "netbounds.domains", "netbounds.claim", "netbounds.validation",
    "netbounds.statistics", "netbounds.activations", "netbounds.theory.gaussian",
    "netbounds.simulate.reservoir", "netbounds.simulate.lyapunov",
)  # fmt: skip


def public_modules() -> list[str]:
    """Modules whose names are public."""
    from netbounds.systems import SYSTEMS

    return [*SHARED, *(f"netbounds.{w}.{s}" for s in SYSTEMS for w in ("theory", "simulate"))]


def public_names(module: ModuleType) -> dict[str, Any]:
    """What a module offers: what a package re-exports, what a plain module defines."""
    from netbounds.law import Law

    package = hasattr(module, "__path__") or module.__name__ == "netbounds"
    found = {}
    for name in (name for name in dir(module) if not name.startswith("_")):
        item = getattr(module, name)
        home = getattr(item, "__module__", "") or ""
        if not (inspect.isclass(item) or inspect.isroutine(item) or isinstance(item, Law)):
            continue
        if home.startswith("netbounds") if package else home == module.__name__:
            found[name] = item
    return found


def every_public_name() -> dict[str, Any]:
    """All of them, by full name."""
    return {
        f"{module}.{name}": item
        for module in public_modules()
        for name, item in public_names(importlib.import_module(module)).items()
    }


@functools.cache
def _claims() -> dict[Any, tuple[str, Any]]:
    """The system and the first claim that uses a function as its sample."""
    from netbounds.systems import SYSTEMS
    from netbounds.validation.run import claims

    found: dict[Any, tuple[str, Any]] = {}
    for slug in SYSTEMS:
        for claim in claims(slug):
            for function in (claim.sample, claim.draw):
                inner = getattr(function, "func", function)
                if inner is not None and claim.at:
                    found.setdefault(inner, (slug, claim))
    return found


def held_by(item: Any) -> tuple[str, Any] | None:
    """The claim that runs this function: what is true of it is shown there, at these points."""
    return _claims().get(item)


def has_example(item: Any) -> bool:
    """Whether the docstring has a doctest, a claim calls the function, or one stands in `SHOWN`."""
    return ">>> " in (item.__doc__ or "") or bool(shown(item)) or held_by(item) is not None


def shown(item: Any) -> str:
    """The doctest that stands beside a function, whatever name it is reached by."""
    if not _SHOWN:
        for name, text in SHOWN.items():
            module, _, own = name.rpartition(".")
            _SHOWN[getattr(importlib.import_module(module), own)] = text
    return _SHOWN.get(item, "")


_SHOWN: dict[Any, str] = {}


def parameters(item: Any) -> dict[str, str]:
    """Every parameter of a function, and what explains it ("" if nothing does)."""
    text = item.__doc__ or ""
    try:
        signature = inspect.signature(item)
    except (TypeError, ValueError):
        return {}
    hints = _hints(item)
    return {
        name: _explained(name, text, hints.get(name), item)
        for name in signature.parameters
        if name not in ("self", "args", "kwargs", "more")
    }


def _hints(item: Any) -> dict[str, Any]:
    function = getattr(item, "_function", item)
    try:
        return typing.get_type_hints(function, include_extras=True)
    except (NameError, TypeError):
        return dict(getattr(function, "__annotations__", {}))


def _explained(name: str, text: str, annotation: Any, item: Any) -> str:
    from netbounds.domains import describe, symbol

    if re.search(rf"^ *(\w+, )*{name}(, \w+)*( :.*)?$", text, flags=re.MULTILINE):
        return "docstring"
    if entry := symbol(annotation):
        unit = f", in {entry.unit}" if entry.unit else ""
        return f"{entry.meaning}{unit}; {describe(annotation)}"
    if name == "rng":
        return "Source of randomness."
    if re.search(rf"`{name}`", text):
        return "docstring"
    said = _known_from_law(name, item)
    if not said and re.search(r"ndarray|Sequence|tuple|Array", str(annotation)):
        said = ARRAYS.get(name, "")
    return said or WORDS.get(name, "")


def _known_from_law(name: str, item: Any) -> str:
    """What a law of the same claim says of the parameter of that name."""
    from netbounds.domains import symbol
    from netbounds.systems import laws
    from netbounds.validation.laws import laws_of

    claim = held_by(item)
    slugs = [claim[0]] if claim else []
    known = [*laws_of(claim[1])] if claim else []
    known += [law for slug in slugs for law in laws(slug).values()]
    for law in known:
        if entry := symbol(law.domains.get(name)):
            return entry.meaning
    return ""


_REFUSAL = re.compile(r"_?(check|refus)\w*")


def refuses(item: Any) -> bool:
    """Whether the function itself turns arguments down: it raises, or calls what does."""
    function = inspect.unwrap(getattr(item, "_function", item))
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    called = (ast.unparse(n.func).split(".")[-1] for n in ast.walk(tree) if isinstance(n, ast.Call))
    return any(isinstance(node, ast.Raise) for node in ast.walk(tree)) or any(
        _REFUSAL.fullmatch(name) for name in called
    )


def errors(item: Any) -> str:
    """What says which errors a function raises: its docstring, or who it calls; "" if nothing."""
    if re.search(r"^Raises\n-+$", inspect.getdoc(item) or "", flags=re.MULTILINE):
        return "docstring"
    if refuses(item):
        return ""
    function = inspect.unwrap(item)
    own = every_public_function()
    called = (own.get(id(_global(function, name))) for name in function.__code__.co_names)
    strict = dict.fromkeys(name for name in called if name)
    words = " and ".join(f"`{name}`" for name in strict)
    return f"As {words}." if words else "Nothing of its own; arguments are taken as they are."


def _global(function: Any, name: str) -> Any:
    return function.__globals__.get(name)


@functools.cache
def every_public_function() -> dict[int, str]:
    """Short names of the public functions and records that say which errors they raise."""
    return {
        id(item): item.__name__
        for item in every_public_name().values()
        if re.search(r"^Raises\n-+$", inspect.getdoc(item) or "", flags=re.MULTILINE)
    }


def origin(item: Any) -> str:
    """Where a function comes from: what its docstring cites, the law it measures, or `ORIGINS`."""
    from netbounds.validation.laws import laws_of

    if re.search(r"Source|References|\[[a-z_]+\d{4}[a-z]?\]_", inspect.getdoc(item) or ""):
        return "docstring"
    if (claim := held_by(item)) and (known := laws_of(claim[1])):
        words = (f"`{law.__name__}` ([{law.source.key}]_)" for law in known)
        return f"measured beside the law {', '.join(words)}"
    name = f"{item.__module__}.{item.__name__}"
    while name and name not in ORIGINS:
        name = name.rpartition(".")[0]
    return ORIGINS.get(name, "")
