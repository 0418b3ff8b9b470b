"""The library: the catalogue of this site, its records, and who looks after them."""
