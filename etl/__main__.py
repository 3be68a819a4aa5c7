"""The command line: ``python -m etl …``; the import page calls the same functions."""

import sys
import traceback

from core.errors import AppError, UsageError
from core.settings import current_settings
from core.text import use_language
from etl.commands import app
from etl.printing import say_error

INPUT_HAS_ERRORS, WRONG_USAGE, INTERNAL = 1, 2, 3


def main() -> int:
    """Run the command that was asked for; the exit code says how it went (0 is done)."""
    try:
        use_language(current_settings().language)
        app()
    except UsageError as error:
        say_error(error)
        return WRONG_USAGE
    except AppError as error:
        say_error(error)
        return INPUT_HAS_ERRORS
    except Exception:  # noqa: BLE001 - the last boundary: a bug looks like one, with its own exit code
        traceback.print_exc()
        return INTERNAL
    return 0


if __name__ == "__main__":
    sys.exit(main())
