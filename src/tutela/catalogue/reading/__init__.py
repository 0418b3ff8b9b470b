"""Reading records from files of whatever format; what cannot be read is set aside."""

from tutela.catalogue.reading.files import (
    Opened,
    form_of,
    opened,
    read_file,
    read_stream,
)
from tutela.catalogue.reading.iso2709 import Chunk, read_chunk, read_numbered
from tutela.catalogue.set_aside import LONGEST, SetAside

__all__ = [
    "LONGEST", "Chunk", "Opened", "SetAside", "form_of", "opened", "read_chunk", "read_file", "read_numbered",
    "read_stream",
]  # fmt: skip
