"""Whole answers to the questions people come with, put together from theory and measurement."""

from netbounds.answers.reach import Reach as Reach
from netbounds.answers.reach import reach as reach
