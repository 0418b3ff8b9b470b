"""``python -m tutela`` is the command ``tutela``."""

from tutela.cli import main

main()
