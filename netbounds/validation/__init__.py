"""Confrontations: claims, published tables, the sweep engine, its store, figures and report."""

from netbounds.validation.run import validate as validate
from netbounds.validation.sweep import sweep as sweep
from netbounds.validation.verdicts import Verdict as Verdict
