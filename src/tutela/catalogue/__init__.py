"""Bibliographic records: MARC 21 kept whole, read in views, written in the formats of libraries."""
