"""Bring the README up to date: `make readme` writes its table of verdicts, output and picture.

The table has no dates and no times, so it changes only when laws, claims or verdicts do; a test
counts it against the package, and the site is built from the same function.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
README = HERE.parent / "README.md"
PICTURE = HERE / "images" / "three-questions.svg"
SHOWN = "netbounds reach celegans --drive sensory"
MARKS = ("<!-- verdicts: begin -->\n", "<!-- verdicts: end -->")


def verdict_table(verdicts: Sequence[Any], folder: str = "docs/systems/") -> str:
    """One row a system: what it asks, its laws by kind, its claims by verdict."""
    from netbounds.systems import SYSTEMS, question

    rows = ["| system | question | laws | claims | verdict |", "|---|---|---|---|---|"]
    for slug in SYSTEMS:
        own = [v for v in verdicts if v.system == slug]
        words = Counter(v.verdict for v in own)
        published = sum(v.claim.kind.word == "published" for v in own)
        claims = f"{len(own)}" + (f", {published} on published tables" if published else "")
        said = ", ".join(f"{words[w]} {w}" for w in sorted(words)).replace("agrees", "agree")
        title = slug.replace("_", " ").replace("rnn", "RNN").replace("ssm", "SSM")
        name = f"[{title}]({folder}{slug}.md)"
        asks, mark, _ = question(slug).split(": ", 1)[-1].partition("?")
        asks = f"{asks[0].lower()}{asks[1:].rstrip('.')}{mark}"
        rows.append(f"| {name} | {asks} | {_laws(slug)} | {claims} | {said} |")
    return "\n".join(rows) + "\n"


def _laws(slug: str) -> str:
    from netbounds.systems import laws

    kinds = Counter(_family(law.kind.value) for law in laws(slug).values())
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _family(kind: str) -> str:
    return "bounds" if "bound" in kind else {"empirical constant": "empirical"}.get(kind, kind)


def table_in(text: str) -> str:
    """The table that stands between the marks."""
    return text.split(MARKS[0])[1].split(MARKS[1])[0]


def with_table(text: str, table: str) -> str:
    """The text with another table between the marks."""
    before, rest = text.split(MARKS[0])
    return before + MARKS[0] + table + MARKS[1] + rest.split(MARKS[1])[1]


def output() -> str:
    """What the shown command prints, as far as the README shows it: the table, and who is deaf."""
    words = [sys.executable, "-m", *SHOWN.split()]
    surroundings = {**os.environ, "COLUMNS": "92", "TERM": "dumb"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=surroundings)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    deaf = next(line for line in lines if line.startswith("Not reached"))
    end = next(number for number, line in enumerate(lines) if line.startswith("random:"))
    return "\n".join([*lines[:end], "...", deaf]) + "\n"


def output_in(text: str) -> str:
    """The output that stands below the shown command."""
    return text.split(f"$ {SHOWN}\n")[1].split("```")[0]


def with_output(text: str, shown: str) -> str:
    """The text with another output below the shown command."""
    return text.replace(f"$ {SHOWN}\n{output_in(text)}", f"$ {SHOWN}\n{shown}")


def draw(path: Path) -> None:
    """The picture: one panel a question. It follows the reader's light or dark."""
    import matplotlib as mpl

    mpl.use("svg")
    from importlib import resources

    import numpy as np
    from matplotlib.figure import Figure

    style = resources.files("netbounds.validation").joinpath("figures.mplstyle")
    with resources.as_file(style) as file, mpl.rc_context(fname=file):
        canvas = Figure(figsize=(10.2, 3.1))
        worm, least, law = canvas.subplots(1, 3)
        _draw_worm(worm, np)
        _draw_least(least, np)
        _draw_law(law, np)
        path.parent.mkdir(exist_ok=True)
        canvas.savefig(path, format="svg", metadata={"Date": None}, transparent=True)
    text = re.sub(r"<metadata>.*?</metadata>", "", path.read_text("utf-8"), flags=re.DOTALL)
    adapt = "<style>svg{color:#222}@media(prefers-color-scheme:dark){svg{color:#ddd}}</style>"
    text = text.replace("#222222", "currentColor").replace("<defs>", adapt + "<defs>", 1)
    path.write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n", "utf-8")


def _draw_worm(ax: Any, np: Any) -> None:
    from netbounds import datasets, reach

    found = reach(datasets.celegans(), "sensory")
    steps = np.arange(found.max_hops + 1)
    ax.bar(steps - 0.2, found.hop_counts, 0.4, label="the worm")
    ax.bar(steps + 0.2, found.shuffled_hops, 0.4, label="same degrees")
    ax.set(
        title="Does the input reach every neuron?", xticks=steps,
        xlabel="synapses away from a sensory neuron", ylabel="neurons",
    )  # fmt: skip
    ax.legend()


def _draw_least(ax: Any, np: Any) -> None:
    from netbounds import Bernoulli, FixedInDegree, Seeds
    from netbounds.theory.reachability import minimum_in_degree

    sizes = [30, 100, 300, 1000, 3000, 10_000, 100_000, 1_000_000]
    for label, family in (("independent", Bernoulli), ("every neuron its share", FixedInDegree)):
        least = [minimum_in_degree(family, n, failure=0.01, drive=Seeds(1)) for n in sizes]
        ax.plot(sizes, least, "o-", label=label)
    ax.set(
        title="How few synapses will do?", xscale="log", ylim=(0, None),
        xlabel="neurons", ylabel="least synapses per neuron",
    )  # fmt: skip
    ax.legend()


def _draw_law(ax: Any, np: Any) -> None:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    from netbounds import Bernoulli
    from netbounds.simulate.random_graphs import draw_graph
    from netbounds.theory.reachability import giant_out_fraction

    rng, n = np.random.default_rng(0), 1000
    degrees = np.linspace(0.2, 5, 80)
    zeta = np.array([giant_out_fraction(k) for k in degrees])
    ax.plot(degrees, zeta**2, label="law")
    ax.plot(degrees, zeta, "--", color="C1", label="rival: rejected")
    points = np.array([1.25, 1.5, 2, 2.5, 3, 4, 5])
    shares = np.empty((len(points), 20))
    for row, k in zip(shares, points, strict=True):
        for trial in range(len(row)):
            pre, post = draw_graph(Bernoulli(n, k / n), rng)
            matrix = coo_array((np.ones(len(pre)), (pre, post)), shape=(n, n))
            label = connected_components(matrix, connection="strong")[1]
            row[trial] = np.bincount(label).max() / n
    error = shares.std(axis=1, ddof=1) / np.sqrt(shares.shape[1])
    ax.errorbar(points, shares.mean(axis=1), error, fmt="o", color="C0", label="drawn graphs")
    ax.set(
        title="Is the theory right?",
        xlabel="synapses per neuron", ylabel="share in the core",
    )  # fmt: skip
    ax.legend()


def main() -> None:
    """Write all three; the table as the site's last build found it."""
    draw(PICTURE)
    table = (HERE / "_build" / "verdicts.md").read_text(encoding="utf-8")
    text = with_output(with_table(README.read_text(encoding="utf-8"), table), output())
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
