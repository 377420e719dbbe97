from importlib import resources

from netbounds.systems import SYSTEMS, bibliography, citations


def test_every_entry_is_whole_and_stands_once() -> None:
    text = resources.files("netbounds").joinpath("references.bib").read_text(encoding="utf-8")
    entries = bibliography()
    assert text.count("\n@") + text.startswith("@") == len(entries)
    for key, entry in entries.items():
        assert entry.count("{") == entry.count("}"), key
        assert entry.count("\n@") == 0, f"{key} lacks its closing brace"


def test_every_system_cites_entries_that_exist() -> None:
    for slug in SYSTEMS:
        assert next(iter(citations(slug))) == "turcu2022"
