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
from netbounds.theory.sparse_rnn_classification.capacity import (
    one_shot_capacity as one_shot_capacity,
)
from netbounds.theory.sparse_rnn_classification.capacity import (
    one_shot_scaled_accuracy as one_shot_scaled_accuracy,
)
from netbounds.theory.sparse_rnn_classification.couplings import (
    one_shot_feedback as one_shot_feedback,
)
from netbounds.theory.sparse_rnn_classification.couplings import (
    one_shot_noise_gain as one_shot_noise_gain,
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
from netbounds.theory.sparse_rnn_classification.mean_field import (
    OneShotMeanField as OneShotMeanField,
)
from netbounds.theory.sparse_rnn_classification.mean_field import (
    one_shot_mean_field as one_shot_mean_field,
)
from netbounds.theory.sparse_rnn_classification.scaling import OneShotScaling as OneShotScaling
from netbounds.theory.sparse_rnn_classification.scaling import (
    one_shot_capacity_constant as one_shot_capacity_constant,
)
from netbounds.theory.sparse_rnn_classification.scaling import one_shot_scaling as one_shot_scaling
from netbounds.theory.sparse_rnn_classification.scaling import optimal_gain as optimal_gain
