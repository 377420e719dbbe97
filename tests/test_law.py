import pickle

import pytest

from netbounds.domains import DomainError, MeanDegree
from netbounds.law import Derivation, Kind, Law, Source, Step, law


@law(
    kind=Kind.ASYMPTOTIC,
    source=Source("turcu2022"),
    valid="always",
    error="none",
    formula="2K",
)
def doubled_degree(mean_degree: MeanDegree, offset: float = 0.0) -> float:
    """Twice the mean degree.

    >>> doubled_degree(1.5)
    3.0
    """
    return 2 * mean_degree + offset


def test_a_law_is_called_like_its_function() -> None:
    assert doubled_degree(1.5) == 3.0
    assert doubled_degree(mean_degree=2, offset=1.0) == 5.0


def test_a_law_refuses_in_the_house_wording() -> None:
    with pytest.raises(DomainError, match=r"^doubled_degree: mean_degree must be > 0, got -1$"):
        doubled_degree(-1)
    with pytest.raises(DomainError, match="must be a number > 0, got 'two'"):
        doubled_degree("two")


def test_a_wrong_call_shows_the_signature() -> None:
    with pytest.raises(TypeError, match="doubled_degree: missing a required argument"):
        doubled_degree()


def test_a_law_keeps_docstring_name_and_statement_and_pickles() -> None:
    assert doubled_degree.__name__ == "doubled_degree"
    assert doubled_degree.statement == "Twice the mean degree."
    assert "asymptotic" in repr(doubled_degree)
    assert pickle.loads(pickle.dumps(doubled_degree)) is doubled_degree


def test_faces_are_taken_in_by_decoration_and_evaluated_by_call() -> None:
    @law(kind=Kind.EXACT, source=Source("turcu2022"), valid="always", formula="K")
    def itself(mean_degree: MeanDegree) -> float:
        """The mean degree."""
        return mean_degree

    assert itself.faces == ()
    assert not itself.enclosure

    @itself.enclosure
    def _(mean_degree: float) -> str:
        return f"[{mean_degree}]"

    assert itself.faces == ("enclosure",)
    assert itself.enclosure(2.0) == "[2.0]"
    with pytest.raises(DomainError, match="must be > 0"):
        itself.enclosure(-2.0)


def test_a_missing_face_is_named_with_those_that_exist() -> None:
    with pytest.raises(DomainError, match="its faces are: none"):
        doubled_degree.reference(2.0)


def test_a_derivation_holds_its_steps() -> None:
    import sympy

    degree = sympy.Symbol("mean_degree")
    steps = (Step("Take it twice.", degree + degree),)
    assert Derivation(steps=steps, result=2 * degree).steps[0].formula == 2 * degree


def test_a_law_is_generic_over_its_signature() -> None:
    assert isinstance(doubled_degree, Law)
    assert list(doubled_degree.signature.parameters) == ["mean_degree", "offset"]
