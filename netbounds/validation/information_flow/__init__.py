"""Information flow: answers on given graphs against brute force, ensembles against draws."""

from netbounds.validation.information_flow.claims import CLAIMS as CLAIMS
from netbounds.validation.information_flow.figures import FIGURES as FIGURES
