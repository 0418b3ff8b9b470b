"""The languages that the commands speak, as an option of the command line."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Language(StrEnum):
    en = "en"
    fr = "fr"
    es = "es"


WordsOption = Annotated[Language, typer.Option("--language", "-l", help="Language of the words: en, fr or es.")]
