"""The command line: reads arguments, prints answers, knows no science.

Exit codes: 0 fine, 1 a claim disagrees, 2 bad input (one sentence on stderr, never a traceback).
"""

import sys

import typer

from netbounds.cli.capacity import capacity
from netbounds.cli.catalogue import cite, list_, show
from netbounds.cli.demo import demo
from netbounds.cli.plots import plots
from netbounds.cli.reach import reach
from netbounds.cli.replay import replay
from netbounds.cli.report import report
from netbounds.cli.validate import validate

app = typer.Typer(
    name="netbounds",
    help="Theory toolkit for sparse recurrent networks: predict, simulate, say whether they agree.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would double the start-up time
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"netbounds {version('netbounds')}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and stop."
    ),
) -> None:
    pass


app.command()(capacity)
app.command()(reach)
app.command()(validate)
app.command()(plots)
app.command()(report)
app.command()(replay)
app.command("list")(list_)
app.command()(show)
app.command()(cite)
app.command()(demo)


def main() -> None:
    """Run the command line; a user's mistake becomes one line and exit code 2."""
    from netbounds.domains import DomainError

    try:
        app()
    except DomainError as mistake:
        sys.exit(_refuse(str(mistake)))
    except FileNotFoundError as mistake:
        sys.exit(_refuse(f"there is no file {mistake.filename!r}"))
    except PermissionError as mistake:
        sys.exit(_refuse(f"no permission to use {mistake.filename!r}"))
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as mistake:
        what = "a folder" if isinstance(mistake, IsADirectoryError) else "a file"
        sys.exit(_refuse(f"{mistake.filename!r} is {what}; name another place"))
    except BrokenPipeError:  # `netbounds ... | head` is no mistake
        sys.stderr.close()
        sys.exit(0)


def _refuse(sentence: str) -> int:
    print(f"netbounds: {sentence}", file=sys.stderr)
    return 2
