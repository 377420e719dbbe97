"""Where the empirical constants of the package come from: designed sweeps, and the fits to them."""
