"""`python -m netbounds`."""

from netbounds.cli import main

main()
