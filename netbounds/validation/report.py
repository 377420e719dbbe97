"""The report: one self-contained page that opens without a network.

Verdict table with filters, and for each claim its law (statement, formula, source), rival, data,
figures, trials, p-values, deviation, seed and time. Without JavaScript everything is still there;
it only adds filtering, sorting and opening what a link points to.
"""

import html
import platform
import re
import string
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.metadata import version
from typing import Any

import numpy as np

from netbounds.statistics import Measured as MeasuredNumber
from netbounds.validation.figures import Figure, Measured, measurements, render
from netbounds.validation.laws import laws_of, wording
from netbounds.validation.summary import rows as table_rows
from netbounds.validation.summary import summary
from netbounds.validation.verdicts import Case, Verdict

_MOST_CASES = 200  # rows of one claim's table of points


def report(verdicts: Sequence[Verdict], figures: Mapping[str, Sequence[Figure]]) -> str:
    """The page for these verdicts, with the figures of each system."""
    slugs = list(dict.fromkeys(v.system for v in verdicts))
    drawn = {slug: _draw(slug, verdicts, figures.get(slug, ())) for slug in slugs}
    page = resources.files("netbounds.validation").joinpath("report.html").read_text("utf-8")
    cells = table_rows(verdicts)
    return string.Template(page).substitute(
        title="netbounds: do theory, simulation and publication agree?",
        summary=html.escape(summary(verdicts)),
        versions=html.escape(_versions(verdicts)),
        systems=_options(v.system for v in verdicts),
        kinds=_options(v.claim.kind.word for v in verdicts),
        words=_options(v.verdict for v in verdicts),
        head="".join(_head(name) for name in _COLUMNS),
        rows="\n".join(_row(v, c) for v, c in zip(verdicts, cells, strict=True)),
        sections="\n".join(_system(slug, verdicts, drawn[slug]) for slug in slugs),
    )


_COLUMNS = ("claim", "system", "kind", "verdict", "p", "rival p", "deviation", "trials", "time")
_NUMBERS = {"p", "rival p", "deviation", "trials", "time"}


def _head(name: str) -> str:
    number = ' class="number"' if name in _NUMBERS else ""
    return f'<th scope="col"{number}><button type="button">{name}</button></th>'


def _row(verdict: Verdict, cells: Mapping[str, Any]) -> str:
    values = {"p": verdict.p, "rival p": verdict.p_rival, "time": verdict.seconds}
    parts = []
    for name in _COLUMNS:
        text = html.escape(cells[name])
        if name == "claim":
            text = f'<a href="#{_anchor(verdict)}">{text}</a>'
        kinds = [name, *(["number"] if name in _NUMBERS else [])]
        kinds += [verdict.verdict] if name == "verdict" else []
        value = f' data-value="{values[name]:.17g}"' if name in values else ""
        column = f'class="{" ".join(kinds)}" data-name="{name}"{value}'
        parts.append(f"<td {column}>{text}</td>")
    data = (
        f'data-system="{verdict.system}" data-kind="{verdict.claim.kind.word}" '
        f'data-verdict="{verdict.verdict}" data-target="{_anchor(verdict)}"'
    )
    return f"<tr {data}>{''.join(parts)}</tr>"


def _system(slug: str, verdicts: Sequence[Verdict], drawn: "list[_Drawn]") -> str:
    from netbounds.systems import SYSTEMS, question

    title = html.escape(slug.replace("_", " "))
    asks = html.escape(question(slug)) if slug in SYSTEMS else ""
    parts = [f'<section aria-label="{title}"><h2>{title}</h2><p class="soft">{asks}</p>']
    parts += [figure.html for figure in drawn]
    parts += [_claim(v, drawn) for v in verdicts if v.system == slug]
    return "\n".join([*parts, "</section>"])


def _claim(verdict: Verdict, drawn: "list[_Drawn]") -> str:
    claim = verdict.claim
    laws = laws_of(claim)
    facts = {
        "verdict": f'<span class="verdict {verdict.verdict}">{verdict.verdict}</span>'
        + (f": {html.escape(verdict.reason)}" if verdict.reason else ""),
        "p-value": f"{min(verdict.p, 1):.3g} for the law, {verdict.p_rival:.2g} for the rival"
        + (
            f", {verdict.p_resolution:.2g} for the law wrong by {100 * claim.resolution:g} %"
            if claim.resolution
            else ""
        ),
        "rival": f"<code>{html.escape(wording(claim.rival))}</code>",
        "allowance": html.escape(claim.why),
        "trials": f"{verdict.trials} after {verdict.looks} look{'s' * (verdict.looks > 1)}, "
        f"seed {verdict.seed}, {verdict.seconds:.2f} s of computing",
        "smallest deviation noticed": f"{100 * verdict.detectable:.2g} %, with probability 0.99"
        if verdict.detectable is not None
        else "",
        "figures": ", ".join(
            f'<a href="#{d.anchor}">{html.escape(d.title)}</a>'
            for d in drawn
            if verdict.name in d.claims
        ),
    }
    shown = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in facts.items() if text)
    inline = "".join(d.again for d in drawn if verdict.name in d.claims)
    return (
        f'<details id="{_anchor(verdict)}" data-claim><summary>{html.escape(verdict.name)} '
        f'<span class="verdict {verdict.verdict}">{verdict.verdict}</span></summary>'
        f'<div class="body">{"".join(map(_law, laws))}<dl>{shown}</dl>{_cases(verdict)}{inline}'
        "</div></details>"
    )


def _law(law: Any) -> str:
    source = f"{_reference(law.source.key)}, {law.source.place}".rstrip(", ")
    error = f" Error: {html.escape(law.error)}." if law.error else ""
    return (
        f"<h3>{html.escape(law.statement)}</h3>"
        f'<div class="formula" role="region" aria-label="formula" tabindex="0">'
        f"{_formula(law.formula)}</div>"
        f'<p class="soft"><code>{law.__name__}</code>, {law.kind.value}; valid: '
        f"{html.escape(law.valid)}.{error} Source: {html.escape(source)}.</p>"
    )


def _formula(latex: str) -> str:
    from latex2mathml.converter import convert

    try:
        mathml = str(convert(latex, display="block"))
    except Exception:  # a formula that is not drawn is still shown
        return f"<code>{html.escape(latex)}</code>"
    return mathml.replace("<math ", f'<math alttext="{html.escape(latex)}" ', 1)


def _reference(key: str) -> str:
    from netbounds.systems import bibliography

    entry = bibliography().get(key, "")
    fields = dict(re.findall(r"(\w+)\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}", entry))
    if not fields:
        return key
    first = re.split(r",|\s+and\s+", fields.get("author", key))[0]
    several = " et al." if " and " in fields.get("author", "") else ""
    title = re.sub(r"[{}]|\\(?=&)", "", fields.get("title", ""))
    return f"{first}{several} ({fields.get('year', 'n. d.')}), {title}"


def _cases(verdict: Verdict) -> str:
    if not verdict.cases:
        return ""
    head = ("data", "prediction", "measured", "p", "p of the rival", "trials", "test")
    body = []
    for case in verdict.cases[:_MOST_CASES]:
        cells = (
            html.escape(case.point or "everywhere"), _numbers(case.law.prediction),
            _estimate(case), f"{case.law.p:.2g}", f"{case.p_rival:.2g}", f"{case.law.trials}",
            html.escape("; ".join(filter(None, (case.law.method, case.law.note)))),
        )  # fmt: skip
        body.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    more = len(verdict.cases) - _MOST_CASES
    rest = f'<p class="soft">and {more} more</p>' if more > 0 else ""
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    return (
        f'<div class="scroll" role="region" aria-label="data" tabindex="0"><table><thead><tr>'
        f"{heads}</tr></thead><tbody>{''.join(body)}</tbody></table></div>{rest}"
    )


def _estimate(case: Case) -> str:
    estimate, error = case.law.estimate, case.law.error
    if estimate is None or np.ndim(estimate):
        return _numbers(estimate)
    return str(MeasuredNumber(float(estimate), float(error or 0), case.law.trials))


def _numbers(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)) or np.ndim(value):
        flat = list(np.ravel(np.asarray(value, dtype=object)))
        text = ", ".join(_number(v) for v in flat[:4])
        return text if len(flat) <= 4 else f"{text}, … ({len(flat)} numbers)"
    return _number(value)


def _number(value: Any) -> str:
    try:
        return f"{float(value):.6g}"
    except (TypeError, ValueError, OverflowError):
        return html.escape(str(value)[:60])


class _Drawn:
    """A figure as part of the page, and the claims whose measurements it shows."""

    def __init__(self, slug: str, figure: Figure, measured: Measured) -> None:
        self.claims: set[str] = set()

        def listening(name: str) -> Any:
            self.claims.add(name)
            return measured(name)

        self.title = figure.title
        self.anchor = f"figure-{slug}-{figure.name}"
        svg = render(figure, tuple(figure.panels(listening)), "svg").decode()
        caption = html.escape(figure.caption)
        box = re.search(r'viewBox="([^"]+)"', svg)
        size = f'viewBox="{box[1]}"' if box else ""
        label = f'role="img" aria-label="{caption}"'
        inner = _embedded(svg, self.anchor)
        note = f"<figcaption>{caption}</figcaption>"
        width = f'width="{float(box[1].split()[2]) * 4 / 3:.0f}"' if box else ""
        self.html = (
            f'<figure id="{self.anchor}"><svg {size} {width} {label}>'
            f'<g id="{self.anchor}-drawing">{inner}</g></svg>{note}</figure>'
        )
        self.again = (
            f'<figure><svg {size} {width} {label}><use href="#{self.anchor}-drawing"/></svg>'
            f"{note}</figure>"
        )


def _draw(slug: str, verdicts: Sequence[Verdict], figures: Sequence[Figure]) -> list[_Drawn]:
    own = [v for v in verdicts if v.system == slug]
    measured = measurements(own, [v.claim for v in own])
    return [_Drawn(slug, figure, measured) for figure in figures]


def _embedded(svg: str, prefix: str) -> str:
    """What is inside an SVG file, with ids of its own, in the colours of the page."""
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    inner = re.sub(r'\bid="', f'id="{prefix}-', inner)
    inner = re.sub(r'href="#', f'href="#{prefix}-', inner)
    inner = inner.replace("url(#", f"url(#{prefix}-")
    return inner.replace("#222222", "currentColor").replace("fill: #ffffff", "fill: none")


def _anchor(verdict: Verdict) -> str:
    return re.sub(r"[^a-z0-9]+", "-", f"claim-{verdict.system}-{verdict.name}".lower()).strip("-")


def _options(words: Any) -> str:
    return "".join(f'<option value="{w}">{w}</option>' for w in sorted(set(words)))


def _versions(verdicts: Sequence[Verdict]) -> str:
    from netbounds.validation.sweep import version_of_netbounds

    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy"))
    seconds = sum(v.seconds for v in verdicts)
    return (
        f"netbounds {version_of_netbounds()}, Python {platform.python_version()}, {packages}; "
        f"{seconds:.1f} s of computing"
    )
