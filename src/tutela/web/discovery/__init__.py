"""Discovery: searching the catalogue, and being told of what is new."""
