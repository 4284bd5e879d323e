"""Keep other packages' syntax warnings from our users."""

import warnings


def hush_syntax_warnings() -> None:
    """Ignore the SyntaxWarnings that Python 3.12+ prints when it compiles Whoosh.

    It writes regular expressions in plain strings. While a file is compiled, the
    module of a warning is the file's path, hence the pattern.
    """
    for category in (SyntaxWarning, DeprecationWarning):  # the latter up to Python 3.11
        warnings.filterwarnings(
            "ignore",
            message='invalid escape sequence|"is( not)?" with',
            category=category,
            module=r".*[/\\]whoosh[/\\]",
        )
