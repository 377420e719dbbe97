"""What a drive means for one ensemble: how many named neurons, which fraction of the others."""

from netbounds.domains import refusal
from netbounds.ensembles import Drive, Seeds


def named_and_fraction(where: str, n: int, drive: Drive) -> tuple[int, float]:
    """Number of named driven neurons, and the probability that another neuron is driven."""
    seeds = drive.s if isinstance(drive, Seeds) else drive.seeds
    if seeds > n:
        raise refusal(where, "drive", f"name at most the {n} neurons of the ensemble", f"{seeds}")
    return seeds, float(drive_fraction(drive))


def drive_fraction(drive: Drive) -> float:
    """Probability that a neuron is driven beside the named ones, as it was given."""
    return 0 if isinstance(drive, Seeds) else drive.fraction
