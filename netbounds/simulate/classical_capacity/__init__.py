"""Classical capacities, measured: separation by linear programming, margins, attractors."""

from .attractors import diluted_overlap_reached as diluted_overlap_reached
from .attractors import first_step_overlap_reached as first_step_overlap_reached
from .attractors import hopfield_overlap_reached as hopfield_overlap_reached
from .attractors import hopfield_retrieves as hopfield_retrieves
from .cones import kept_strength as kept_strength
from .cones import monotone_projection_strength as monotone_projection_strength
from .cones import projection_strength as projection_strength
from .margin import largest_margin as largest_margin
from .margin import largest_margin_of as largest_margin_of
from .margin import signed_margin as signed_margin
from .separability import dichotomies_counted as dichotomies_counted
from .separability import largest_separable as largest_separable
from .separability import (
    largest_separable_by_ordered_weights as largest_separable_by_ordered_weights,
)
from .separability import largest_separable_load as largest_separable_load
from .separability import linear_program_separates as linear_program_separates
from .separability import separable as separable
from .separability import separable_with_threshold as separable_with_threshold
from .separability import separates as separates
