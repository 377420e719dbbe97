"""Theory toolkit for sparse recurrent networks: predict, simulate, and say whether they agree."""

from netbounds.domains import DomainError as DomainError
