"""Plain text of docstrings as MyST, and folded blocks."""

import re


def myst(text: str) -> str:
    """Text of a docstring as MyST: code stays code, ``:math:`` becomes dollars."""
    text = re.sub(r":math:`([^`]+)`", lambda found: f"${found[1]}$", text)
    parts = re.split(r"(``[^`]+``|`[^`]+`|\$[^$]+\$)", " ".join(text.split()))
    return "".join(part if part[:1] in "`$" else _escaped(part) for part in parts)


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_{}\[\]<>|#])", r"\\\1", text)


def table(names: list[str], rows: list[list[str]]) -> str:
    """A MyST table."""
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def folded(title: str, body: str) -> str:
    """A block that opens when its title is clicked."""
    return (
        f'```{{raw}} html\n<details class="folded"><summary>{title}</summary>\n```\n\n'
        f"{body}\n\n```{{raw}} html\n</details>\n```"
    )
