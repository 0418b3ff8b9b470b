"""SRU 1.1, 1.2 and 2.0: other programs search the catalogue by CQL."""
