"""Claims on strong components: everybody to everybody, the largest one, inputs needed."""

from netbounds.claim import Claim, distribution, mean
from netbounds.ensembles import Bernoulli, FixedEdges, FixedInDegree, FixedOutDegree
from netbounds.simulate import reachability as simulate
from netbounds.theory import reachability as theory
from netbounds.validation.reachability import published, questions, rivals

COMPONENTS: tuple[Claim, ...] = (
    mean(
        "every neuron reaches every other",
        law=theory.probability_strongly_connected,
        sample=simulate.strongly_connected,
        at=(
            {"ensemble": Bernoulli(14, 0.3)},
            {"ensemble": FixedEdges(14, 62)},
            {"ensemble": FixedInDegree(14, 3)},
            {"ensemble": FixedOutDegree(14, 4)},
        ),
        rival=rivals.one_way,
        trials=4096,
        budget=16384,
    ),
    distribution(
        "size of the largest strong component",
        law=theory.largest_component_distribution,
        sample=simulate.largest_component,
        at=({"ensemble": Bernoulli(24, 0.1)}, {"ensemble": FixedEdges(24, 60)}),
        rival=rivals.other_number_of_synapses,
        trials=4096,
        budget=16384,
    ),
    distribution(
        published.DRAWN_AGAIN,
        law=published.sizes_as_probabilities,
        sample=questions.drawn_size,
        at=published.drawn_again(100, full=False) + published.drawn_again(200, full=False),
        rival=published.sizes_of_independent_synapses,
        trials=1024,
        budget=2048,
        block=256,
        full=published.drawn_again(100, full=True)
        + published.drawn_again(200, full=True)
        + published.drawn_again(400, full=True),
    ),
    mean(
        "accuracy of the largest strong component",
        law=theory.expected_accuracy,
        sample=simulate.accuracy,
        at=({"ensemble": Bernoulli(24, 0.13)}, {"ensemble": FixedEdges(24, 72)}),
        rival=rivals.accuracy_of_the_giant,
        trials=2048,
        budget=16384,
    ),
    mean(
        "inputs needed to reach everybody",
        law=theory.expected_source_components,
        sample=simulate.source_components,
        at=({"ensemble": Bernoulli(20, 0.06)}, {"ensemble": FixedEdges(20, 26)}),
        rival=rivals.silent_neurons_only,
        trials=2048,
        budget=16384,
    ),
    mean(
        "one well-placed input suffices",
        law=theory.probability_one_input_suffices,
        sample=simulate.one_input_suffices,
        at=({"ensemble": Bernoulli(14, 0.25)}, {"ensemble": FixedEdges(14, 56)}),
        rival=rivals.one_way,
        trials=4096,
        budget=16384,
    ),
)
