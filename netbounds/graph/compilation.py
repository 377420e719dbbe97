"""Whether the compiled kernels are still to be compiled, so that a first run can say so."""


def first_run() -> bool:
    """True if the searches must be compiled first; afterwards they are kept on disk."""
    from netbounds.graph._kernels_reach import breadth_first

    try:
        return not breadth_first._cache._cache_file._load_index()
    except (AttributeError, OSError):  # another numba keeps its cache elsewhere
        return False
