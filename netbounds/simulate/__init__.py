"""Measurements: random graphs, dynamics, learning. No formula of `netbounds.theory`."""
