"""Figures of the low-rank sparse weights."""

from netbounds.validation.figures import Figure
from netbounds.validation.low_rank_sparse_control.panels import (
    cloud_panels,
    design_panels,
    gradient_panels,
    peak_panels,
    size_panels,
    stability_panels,
)

FIGURES: tuple[Figure, ...] = (
    Figure(
        name="low_rank_sparse_control_f1_radius_and_norm",
        title="What rank and sparsity do to radius and norm",
        caption="The spectral radius falls with sparsity and with lower rank, and so does the norm "
        "of Glorot weights. Lines: large n; points: means of 24 drawn matrices of 64 units, a few "
        "per cent off at this size.",
        panels=size_panels,
    ),
    Figure(
        name="low_rank_sparse_control_f2_peak",
        title="Masks raise the orthogonal norm",
        caption="The norm of a masked orthogonal matrix rises from 1 to the root of 2 at a "
        "sparsity of 1/4 and is back at 1 only at 0.737; lower ranks peak lower and earlier. "
        "Points: drawn matrices of 32 and 128 units, carried on to infinite size.",
        panels=peak_panels,
    ),
    Figure(
        name="low_rank_sparse_control_f3_designs",
        title="Rank against sparsity at a given radius",
        caption="For a wanted spectral radius a lower rank trains fewer numbers but needs more "
        "synapses; Glorot weights reach it at a lower rank than orthogonal ones.",
        panels=design_panels,
    ),
    Figure(
        name="low_rank_sparse_control_f4_eigenvalues",
        title="Eigenvalues fill a disc",
        caption="Eigenvalues of three drawn matrices of 300 units and the radius of the theory: "
        "orthogonal weights of half rank without and with a mask, Glorot weights of rank n/8 with "
        "a mask.",
        panels=cloud_panels,
    ),
    Figure(
        name="low_rank_sparse_control_f5_stability",
        title="One radius, one stability",
        caption="Probability that a random controller of 32 units around a plant of memory 0.9 is "
        "stable, against the strength of its feedback: five networks of different rank, sparsity "
        "and initialisation fall on the curves of their two radii. Dashed: if constant feedback "
        "alone could destabilise.",
        panels=stability_panels,
    ),
    Figure(
        name="low_rank_sparse_control_f6_gradients",
        title="Gradients follow the radius",
        caption="Mean squared gradient after k steps for three networks of 64 units: it falls as "
        "the radius to the power 2k although two of the three norms are above 1 (dashed).",
        panels=gradient_panels,
    ),
)
