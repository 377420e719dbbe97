"""Simulate binary classification by a sparse recurrent network, and train it."""

from netbounds.simulate.sparse_rnn_classification.backprop import Pass as Pass
from netbounds.simulate.sparse_rnn_classification.backprop import prepare as prepare
from netbounds.simulate.sparse_rnn_classification.evaluate import Evaluation as Evaluation
from netbounds.simulate.sparse_rnn_classification.evaluate import Evidence as Evidence
from netbounds.simulate.sparse_rnn_classification.evaluate import evaluate as evaluate
from netbounds.simulate.sparse_rnn_classification.evaluate import evidence as evidence
from netbounds.simulate.sparse_rnn_classification.evaluate import (
    noise_robustness as noise_robustness,
)
from netbounds.simulate.sparse_rnn_classification.evaluate import persistence as persistence
from netbounds.simulate.sparse_rnn_classification.forward import readout as readout
from netbounds.simulate.sparse_rnn_classification.forward import trajectories as trajectories
from netbounds.simulate.sparse_rnn_classification.iterated import Iterated as Iterated
from netbounds.simulate.sparse_rnn_classification.iterated import (
    iterated_hebbian as iterated_hebbian,
)
from netbounds.simulate.sparse_rnn_classification.losses import LabelLoss as LabelLoss
from netbounds.simulate.sparse_rnn_classification.losses import TargetLoss as TargetLoss
from netbounds.simulate.sparse_rnn_classification.model import HEBBIAN_TIMING as HEBBIAN_TIMING
from netbounds.simulate.sparse_rnn_classification.model import Architecture as Architecture
from netbounds.simulate.sparse_rnn_classification.model import BoundedPower as BoundedPower
from netbounds.simulate.sparse_rnn_classification.model import Network as Network
from netbounds.simulate.sparse_rnn_classification.model import Rounding as Rounding
from netbounds.simulate.sparse_rnn_classification.model import ShiftedTanh as ShiftedTanh
from netbounds.simulate.sparse_rnn_classification.model import Timing as Timing
from netbounds.simulate.sparse_rnn_classification.one_shot import one_shot as one_shot
from netbounds.simulate.sparse_rnn_classification.optimizers import SGD as SGD
from netbounds.simulate.sparse_rnn_classification.optimizers import Adam as Adam
from netbounds.simulate.sparse_rnn_classification.patterns import random_patterns as random_patterns
from netbounds.simulate.sparse_rnn_classification.patterns import random_synapses as random_synapses
from netbounds.simulate.sparse_rnn_classification.perceptron import (
    Perceptron as Perceptron,
)
from netbounds.simulate.sparse_rnn_classification.perceptron import (
    iterated_perceptron as iterated_perceptron,
)
from netbounds.simulate.sparse_rnn_classification.resonance import Resonance as Resonance
from netbounds.simulate.sparse_rnn_classification.resonance import resonance as resonance
from netbounds.simulate.sparse_rnn_classification.resonance import (
    slope_from_rate as slope_from_rate,
)
from netbounds.simulate.sparse_rnn_classification.samples import OneShotTrial as OneShotTrial
from netbounds.simulate.sparse_rnn_classification.samples import (
    one_shot_accuracy as one_shot_accuracy,
)
from netbounds.simulate.sparse_rnn_classification.samples import (
    one_shot_overlaps as one_shot_overlaps,
)
from netbounds.simulate.sparse_rnn_classification.samples import one_shot_rates as one_shot_rates
from netbounds.simulate.sparse_rnn_classification.samples import one_shot_trial as one_shot_trial
from netbounds.simulate.sparse_rnn_classification.scoring import accuracy as accuracy
from netbounds.simulate.sparse_rnn_classification.structure import (
    excitatory_network as excitatory_network,
)
from netbounds.simulate.sparse_rnn_classification.structure import (
    fraction_with_gradient as fraction_with_gradient,
)
from netbounds.simulate.sparse_rnn_classification.structure import (
    synapses_with_gradient as synapses_with_gradient,
)
from netbounds.simulate.sparse_rnn_classification.train import Training as Training
from netbounds.simulate.sparse_rnn_classification.train import train as train
from netbounds.simulate.sparse_rnn_classification.train import train_network as train_network
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    accuracy_at_times as accuracy_at_times,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    accuracy_under_noise as accuracy_under_noise,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    balanced_readout_accuracy as balanced_readout_accuracy,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    cost_of_dale as cost_of_dale,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    evidence_gains as evidence_gains,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    gradient_along as gradient_along,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    iterated_accuracy as iterated_accuracy,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    iterated_threshold_gain as iterated_threshold_gain,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    published_example_curve as published_example_curve,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    trained_accuracy as trained_accuracy,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import (
    trained_on_random_patterns as trained_on_random_patterns,
)
from netbounds.simulate.sparse_rnn_classification.trained_samples import two_classes as two_classes
from netbounds.simulate.sparse_rnn_classification.untrained import untrained as untrained
