"""Tests with stated error rates, and measured numbers that carry their error."""

from netbounds.statistics.distributions import continuous_test as continuous_test
from netbounds.statistics.distributions import discrete_test as discrete_test
from netbounds.statistics.means import betting_test as betting_test
from netbounds.statistics.means import binomial_test as binomial_test
from netbounds.statistics.means import mean_test as mean_test
from netbounds.statistics.means import student_test as student_test
from netbounds.statistics.measured import Measured as Measured
from netbounds.statistics.measured import autocorrelation_time as autocorrelation_time
from netbounds.statistics.measured import measure as measure
from netbounds.statistics.measured import time_average as time_average
from netbounds.statistics.outcome import Test as Test
from netbounds.statistics.outcome import impossible as impossible
from netbounds.statistics.sequential import FALSE_ALARM as FALSE_ALARM
from netbounds.statistics.sequential import looks as looks
from netbounds.statistics.sequential import spend as spend
from netbounds.statistics.slopes import slope_test as slope_test
