"""Measurements: random graphs, dynamics, learning. No formula of the theory wing."""
