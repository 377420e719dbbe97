"""Fingerprints of the source text that a function runs: its module and what that imports.

Stored samples are found by this fingerprint, so a changed simulator never meets stale results.
Only modules of the function's own package count (for netbounds: netbounds), found by following
import statements; comments, docstrings and layout do not count.
"""

import ast
import functools
import hashlib
import importlib.util
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from netbounds.points import Scaled


def fingerprint(*functions: Callable[..., Any] | None) -> str:
    """Hash of everything in the package that these functions may run."""
    digest = hashlib.sha256()
    for function in functions:
        digest.update(identity(function).encode())
        for name in sorted(_closure(_module_of(function))):
            digest.update(f"{name}\n{_text(name)}\n".encode())
    return digest.hexdigest()[:24]


@functools.cache
def data_fingerprint() -> str:
    """Hash of the tables that come with netbounds, which a prediction may read."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*root.rglob("*.csv"), *root.rglob("*.json")]):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def package_fingerprint() -> str:
    """Hash of all of netbounds' source text, as installed here."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def identity(function: Any) -> str:
    """What a function is called, and what tells it from others of its name."""
    if function is None:
        return "none"
    if isinstance(function, Scaled):
        return f"{identity(function.law)} * {function.factor!r}"
    if isinstance(function, functools.partial):
        return f"{identity(function.func)} {function.args!r} {sorted(function.keywords.items())!r}"
    name = getattr(function, "__qualname__", None)
    if name is None:  # a record that is called
        return f"{type(function).__module__}.{function!r}"
    # two lambdas of one module share a name; their place in it tells them apart
    code = getattr(function, "__code__", None)
    return f"{function.__module__}.{name}" + (_body(function) if "<" in name and code else "")


def _body(function: Any) -> str:
    code, cells = function.__code__, function.__closure__ or ()
    constants = [c for c in code.co_consts if not inspect.iscode(c)]
    held = [c.cell_contents for c in cells] + list(function.__defaults__ or ())
    kept = [identity(part) if callable(part) else repr(part) for part in held]
    return f" {code.co_code.hex()} {code.co_names!r} {constants!r}" + (f" {kept!r}" if kept else "")


def _module_of(function: Any) -> str:
    if function is None:
        return ""
    for inner in ("law", "func"):
        if isinstance(function, (Scaled, functools.partial)) and hasattr(function, inner):
            return _module_of(getattr(function, inner))
    name = getattr(function, "__module__", None) or type(function).__module__
    return str(name)


@functools.cache
def _closure(start: str) -> frozenset[str]:
    package = start.split(".")[0]
    seen: set[str] = set()
    todo = [start]
    while todo:
        name = todo.pop()
        if name in seen or name.split(".")[0] != package or _path(name) is None:
            continue
        seen.add(name)
        todo.extend(_imports(name))
    return frozenset(seen)


@functools.cache
def _path(module: str) -> Path | None:
    loaded = sys.modules.get(module)
    origin = getattr(loaded, "__file__", None)
    if origin is None and loaded is None:
        try:
            spec = importlib.util.find_spec(module) if module else None
        except (ImportError, ValueError):  # e.g. a name imported from a module, not a module
            spec = None
        origin = spec.origin if spec else None
    path = Path(origin) if origin else None
    return path if path and path.suffix == ".py" and path.is_file() else None


@functools.cache
def _tree(module: str) -> ast.Module:
    path = _path(module)
    tree = ast.parse(path.read_text(encoding="utf-8") if path else "")
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_docstring(body[0]):
            body[:] = body[1:] or [ast.Pass()]
    return tree


@functools.cache
def _text(module: str) -> str:
    return ast.unparse(_tree(module))


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@functools.cache
def _imports(module: str) -> frozenset[str]:
    found: set[str] = set()
    path = _path(module)
    inside = module if path and path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = inside.split(".")[: len(inside.split(".")) - node.level + 1]
                base = ".".join([*up, *([node.module] if node.module else [])])
            found.update((base, *(f"{base}.{alias.name}" for alias in node.names)))
    return frozenset(found)
