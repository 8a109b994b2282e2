"""The command line: `circulars`, for clerks, administrators and scripts.

Exit status: 0 done, 1 the work found a problem it names, 2 wrong usage. Errors are one Thai line with the remedy on
standard error; `--verbose` adds the technical cause. The commands stand in `flows.commands.line.rows`, their options in
`flows.commands.options`, their work where the row says. The list of commands is printed before anything is loaded.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence

from circulars.errors import CircularsError
from circulars.machine_faults import told_in_one_line
from flows.commands.line.pages import overview, version
from flows.commands.line.rows import PARSE, later
from flows.commands.line.usage import WrongUsage

PAGES: dict[tuple[str, ...], Callable[[], str]] = {("--help",): overview, ("-h",): overview, ("--version",): version}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status; writes errors as one Thai line on standard error."""
    words = tuple(sys.argv[1:] if argv is None else argv)
    if words in PAGES:
        print(PAGES[words]())
        return 0
    try:
        spoken = later(PARSE)(words)
    except WrongUsage as error:
        print(error.line(), file=sys.stderr)
        return 2
    return (
        0
        if spoken is None
        else _run(lambda: int(spoken.row.function()(spoken.options)), verbose=spoken.options.verbose)
    )


def _run(command: Callable[[], int], *, verbose: bool) -> int:
    try:
        return command()
    except CircularsError as error:
        print(error.message, file=sys.stderr)
        if verbose:
            print(f"[{error.code}] {error.cause or ''}", file=sys.stderr)
            traceback.print_exc()
    except KeyboardInterrupt:
        print("หยุดตามคำสั่ง", file=sys.stderr)
    except BrokenPipeError:
        pass
    except OSError as error:
        print(told_in_one_line(error), file=sys.stderr)
        if verbose:
            traceback.print_exc()
    return 1


if __name__ == "__main__":
    sys.exit(main())
