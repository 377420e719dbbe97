"""Claim: a law held against a sample."""
