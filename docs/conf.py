"""Sphinx configuration; `make docs` builds the site, warnings are errors."""

import sys
import tomllib
from pathlib import Path

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE / "_ext"), str(_HERE)]

project = "netbounds"
author = "The netbounds authors"
copyright = "2026, The netbounds authors"
release = tomllib.loads((_HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "numpydoc",
    "sphinx_gallery.gen_gallery",
    "sphinxcontrib.bibtex",
    "sphinx_copybutton",
    "mathml",
    "literals",
    "confronted",
    "live",
    "catalogue",
    "offline_links",
]
exclude_patterns = ["_build", "_ext", "examples", "gallery/**.py", "gallery/**.ipynb"]
nitpicky = False

myst_enable_extensions = ["dollarmath", "colon_fence", "deflist", "attrs_inline"]
myst_heading_anchors = 3
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"

autodoc_typehints = "none"  # numpydoc sections say types, domains and units in words
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

sphinx_gallery_conf = {
    "examples_dirs": "examples",
    "gallery_dirs": "gallery",
    "filename_pattern": r".*\.py",
    "image_scrapers": ("gallery_style.scraper",),
    "parallel": True,
    "reset_modules": ("gallery_style.reset",),
    "show_signature": False,
    "show_memory": False,
    "capture_repr": (),
    "write_computation_times": False,
    "min_reported_time": 1e9,
    "download_all_examples": False,
    "remove_config_comments": True,
}

html_theme = "furo"
html_title = "netbounds"
html_static_path = ["_static"]
html_css_files = ["netbounds.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#00598c",
        "color-brand-content": "#00598c",
        "font-stack": "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif",
    },
    "dark_css_variables": {
        "color-brand-primary": "#6cbbea",
        "color-brand-content": "#6cbbea",
    },
}
pygments_style = "friendly"
pygments_dark_style = "native"
