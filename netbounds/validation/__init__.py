"""Confrontations: claims, published tables, the sweep engine, its store, figures and report."""
