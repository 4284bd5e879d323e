"""``python -m search_app`` is the ``timtin`` command."""

from search_app.cli import main

main(prog_name="timtin")
