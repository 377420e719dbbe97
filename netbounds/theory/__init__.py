"""Predictions: pure functions. No random number, no simulation."""
