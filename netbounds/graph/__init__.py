"""The user's own graph: container, readers, compiled kernels."""
