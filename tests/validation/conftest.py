import sys
from types import ModuleType

import pytest
from support import synthetic

from netbounds.law import Kind, Source, law
from netbounds.validation.figures import Figure, Panel, Series


@law(
    kind=Kind.EXACT,
    source=Source("turcu2022", "p. 1"),
    valid="any n",
    formula=r"\int_0^n 2x\,dx = n^2 \quad \text{for } \sqrt{n} \le \frac{a_i}{b}",
)
def square(n: float) -> float:
    """The square of a number grows faster than the number."""
    return n * n


@law(kind=Kind.EXACT, source=Source("turcu2022"), valid="any n", formula="n^3")
def cube(n: float) -> float:
    """Nobody holds this law against anything."""
    return n**3


def _panels(measured):
    points = measured("noisy square")
    n = [m.point["n"] for m in points]
    y, error = [m.mean for m in points], [m.standard_error for m in points]
    theory = Series(role="theory", label="square", x=[1, 2, 3, 4], y=[1, 4, 9, 16])
    simulation = Series(role="simulation", label="square", x=n, y=y, yerr=error)
    return (Panel(xlabel="n", ylabel="square", series=(theory, simulation)),)


@pytest.fixture
def synthetic_system(monkeypatch):
    """A system of synthetic claims, known by name like every other."""
    theory, validation = ModuleType("theory"), ModuleType("validation")
    theory.__doc__ = "How large is a square?"
    theory.square, theory.cube = square, cube
    validation.CLAIMS = (synthetic.with_law(square), *synthetic.CLAIMS)
    validation.FIGURES = (
        Figure(name="square", title="Squares", caption="Squares grow.", panels=_panels),
    )
    monkeypatch.setitem(sys.modules, "netbounds.theory.synthetic", theory)
    monkeypatch.setitem(sys.modules, "netbounds.validation.synthetic", validation)
    monkeypatch.setattr("netbounds.systems.SYSTEMS", ("synthetic",))
    return "synthetic"
