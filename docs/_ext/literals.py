"""Short code words are not broken at their hyphens."""

from docutils import nodes
from sphinx.application import Sphinx

_SHORT = 24  # letters; a longer one must be allowed to break on a phone


def _mark(app: Sphinx, tree: nodes.document) -> None:
    for literal in tree.findall(nodes.literal):
        if len(literal.astext()) <= _SHORT:
            literal["classes"].append("short")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("doctree-read", _mark)
    return {"parallel_read_safe": True}
