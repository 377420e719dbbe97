"""Real connectomes that come with the package; origin and licence in connectomes/README.md."""

from netbounds.datasets.connectomes import celegans as celegans
from netbounds.datasets.connectomes import drosophila_larva as drosophila_larva
