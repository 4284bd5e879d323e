"""Users must not see the syntax warnings of Whoosh, and must see their own."""

import warnings

import pytest

from analyzers._quiet import hush_syntax_warnings

BAD_ESCAPE = '"\\d"'


def test_compiling_whoosh_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hush_syntax_warnings()

        compile(BAD_ESCAPE, "/site-packages/whoosh/analysis/filters.py", "exec")


def test_compiling_anything_else_warns_as_before():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hush_syntax_warnings()

        with pytest.raises(SyntaxError):  # what compile makes of a warning that is an error
            compile(BAD_ESCAPE, "/home/someone/whooshing.py", "exec")
