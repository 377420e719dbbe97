"""Plain text of docstrings as MyST, and folded blocks."""

import re


def myst(text: str) -> str:
    """Text of a docstring as MyST: code stays code, ``:math:`` becomes dollars."""
    text = re.sub(r":math:`([^`]+)`", lambda found: f"${found[1]}$", text)
    parts = re.split(r"(``[^`]+``|`[^`]+`|\$[^$]+\$)", " ".join(text.split()))
    return "".join(part if part[:1] in "`$" else _escaped(part) for part in parts)


_SIGNS = {"->": "→", ">=": "≥", "<=": "≤", "+-": "±"}


def _escaped(text: str) -> str:
    for typed, sign in _SIGNS.items():
        text = text.replace(typed, sign)
    text = re.sub(r"([\\*_{}\[\]<>|#])", r"\\\1", text)
    return re.sub(r"\^(?:\(([^()]+)\)|(-?\d+(?:\.\d+)?))", _raised, text)


def _raised(found: re.Match[str]) -> str:
    """An exponent above the line."""
    return f"{{sup}}`{(found[1] or found[2]).replace('-', '−')}`"


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


def formula(latex: str) -> str:
    """A formula; one that is too long for a line goes on in the next where its parts meet."""
    if len(latex) < 85:
        return f"$$ {latex} $$"
    parts = re.split(r"(?<=[,;])\s*\\q?quad\b", latex)
    if any(_open(part) for part in parts):
        return f"$$ {latex} $$"
    return "\n\n".join(f"$$ {part.strip()} $$" for part in parts)


def _open(part: str) -> bool:
    """Whether braces, or what ``left`` and ``begin`` open, are not closed in this part."""
    pairs = ((r"(?<!\\){", r"(?<!\\)}"), (r"\\left\b", r"\\right\b"), (r"\\begin", r"\\end"))
    return any(len(re.findall(a, part)) != len(re.findall(b, part)) for a, b in pairs)
