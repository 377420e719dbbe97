"""How many patterns can a sparse recurrent network classify, and what limits it?"""

from netbounds.theory.sparse_rnn_classification.accuracy import (
    PUBLISHED_THRESHOLD as PUBLISHED_THRESHOLD,
)
from netbounds.theory.sparse_rnn_classification.accuracy import OneShotReadout as OneShotReadout
from netbounds.theory.sparse_rnn_classification.accuracy import accuracy_at as accuracy_at
from netbounds.theory.sparse_rnn_classification.accuracy import (
    one_shot_accuracy as one_shot_accuracy,
)
from netbounds.theory.sparse_rnn_classification.accuracy import one_shot_readout as one_shot_readout
from netbounds.theory.sparse_rnn_classification.accuracy import (
    optimal_threshold as optimal_threshold,
)
from netbounds.theory.sparse_rnn_classification.activation import shifted_tanh as shifted_tanh
from netbounds.theory.sparse_rnn_classification.activation import (
    shifted_tanh_slope as shifted_tanh_slope,
)
from netbounds.theory.sparse_rnn_classification.bounds import (
    CapacityUpperBounds as CapacityUpperBounds,
)
from netbounds.theory.sparse_rnn_classification.bounds import (
    capacity_upper_bounds as capacity_upper_bounds,
)
from netbounds.theory.sparse_rnn_classification.bounds import (
    counting_bound as counting_bound,
)
from netbounds.theory.sparse_rnn_classification.bounds import (
    polynomial_bound as polynomial_bound,
)
from netbounds.theory.sparse_rnn_classification.capacity import (
    one_shot_capacity as one_shot_capacity,
)
from netbounds.theory.sparse_rnn_classification.capacity import (
    one_shot_scaled_accuracy as one_shot_scaled_accuracy,
)
from netbounds.theory.sparse_rnn_classification.connectivity import (
    minimal_degree as minimal_degree,
)
from netbounds.theory.sparse_rnn_classification.connectivity import (
    mutual_reachability as mutual_reachability,
)
from netbounds.theory.sparse_rnn_classification.connectivity import (
    percolation_accuracy as percolation_accuracy,
)
from netbounds.theory.sparse_rnn_classification.couplings import (
    one_shot_feedback as one_shot_feedback,
)
from netbounds.theory.sparse_rnn_classification.couplings import (
    one_shot_noise_gain as one_shot_noise_gain,
)
from netbounds.theory.sparse_rnn_classification.effective_synapses import (
    EffectiveSynapses as EffectiveSynapses,
)
from netbounds.theory.sparse_rnn_classification.effective_synapses import (
    effective_synapse_fraction as effective_synapse_fraction,
)
from netbounds.theory.sparse_rnn_classification.effective_synapses import (
    effective_synapses as effective_synapses,
)
from netbounds.theory.sparse_rnn_classification.first_step import (
    first_step_mean_rate as first_step_mean_rate,
)
from netbounds.theory.sparse_rnn_classification.first_step import (
    first_step_overlap as first_step_overlap,
)
from netbounds.theory.sparse_rnn_classification.first_step import (
    first_step_second_moment as first_step_second_moment,
)
from netbounds.theory.sparse_rnn_classification.information import (
    one_shot_information as one_shot_information,
)
from netbounds.theory.sparse_rnn_classification.information import (
    one_shot_information_supremum as one_shot_information_supremum,
)
from netbounds.theory.sparse_rnn_classification.iterated import (
    IteratedBracket as IteratedBracket,
)
from netbounds.theory.sparse_rnn_classification.iterated import (
    iterated_capacity_bracket as iterated_capacity_bracket,
)
from netbounds.theory.sparse_rnn_classification.iterated import (
    iterated_coefficient_power as iterated_coefficient_power,
)
from netbounds.theory.sparse_rnn_classification.iterated import (
    iterated_critical_load as iterated_critical_load,
)
from netbounds.theory.sparse_rnn_classification.iterated_curve import (
    iterated_accuracy as iterated_accuracy,
)
from netbounds.theory.sparse_rnn_classification.iterated_curve import iterated_fit as iterated_fit
from netbounds.theory.sparse_rnn_classification.iterated_curve import (
    iterated_relative_capacity as iterated_relative_capacity,
)
from netbounds.theory.sparse_rnn_classification.mean_field import (
    OneShotMeanField as OneShotMeanField,
)
from netbounds.theory.sparse_rnn_classification.mean_field import (
    one_shot_mean_field as one_shot_mean_field,
)
from netbounds.theory.sparse_rnn_classification.readout_bound import (
    readout_afferents as readout_afferents,
)
from netbounds.theory.sparse_rnn_classification.readout_bound import (
    readout_step_bound as readout_step_bound,
)
from netbounds.theory.sparse_rnn_classification.resonance import (
    OneShotResonance as OneShotResonance,
)
from netbounds.theory.sparse_rnn_classification.resonance import (
    one_shot_resonance as one_shot_resonance,
)
from netbounds.theory.sparse_rnn_classification.resonance import (
    resonant_gain as resonant_gain,
)
from netbounds.theory.sparse_rnn_classification.scaling import OneShotScaling as OneShotScaling
from netbounds.theory.sparse_rnn_classification.scaling import (
    one_shot_capacity_constant as one_shot_capacity_constant,
)
from netbounds.theory.sparse_rnn_classification.scaling import one_shot_scaling as one_shot_scaling
from netbounds.theory.sparse_rnn_classification.scaling import optimal_gain as optimal_gain
from netbounds.theory.sparse_rnn_classification.trained import (
    trained_accuracy as trained_accuracy,
)
from netbounds.theory.sparse_rnn_classification.trained import (
    trained_calibration as trained_calibration,
)
from netbounds.theory.sparse_rnn_classification.trained import (
    trained_capacity as trained_capacity,
)
