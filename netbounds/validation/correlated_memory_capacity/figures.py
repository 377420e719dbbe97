"""Figures of correlated memory capacity."""

from netbounds.validation.figures import Figure

FIGURES: tuple[Figure, ...] = ()
