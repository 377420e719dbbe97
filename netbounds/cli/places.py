"""Where output may go, asked before the work and not after it."""

import os
from pathlib import Path

from netbounds.domains import refusal


def folder_for_output(command: str, option: str, folder: Path) -> None:
    """Refuse a folder that neither exists nor can be made, or that may not be written to."""
    nearest = folder.absolute()
    while not nearest.exists():
        nearest = nearest.parent
    if not nearest.is_dir():
        raise refusal(command, option, "lie in folders", f"{folder}", f"{nearest} is a file")
    if not os.access(nearest, os.W_OK) or nearest.is_relative_to("/proc"):
        raise refusal(command, option, "be a place that can be written to", f"{folder}")


def file_for_output(command: str, option: str, file: Path) -> None:
    """Refuse a file that cannot be written."""
    if file.is_dir():
        raise refusal(command, option, "be a file", f"{file}", "it is a folder")
    folder_for_output(command, option, file.parent)


def picture_for_output(command: str, option: str, file: Path) -> None:
    """Refuse a picture of a kind that is not drawn, or that cannot be written."""
    if file.suffix.lower() not in (".svg", ".pdf", ".png"):
        raise refusal(command, option, "end in .svg, .pdf or .png", f"{file}")
    file_for_output(command, option, file)
