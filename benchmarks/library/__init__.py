"""Benchmarks of the library: search in a large catalogue."""
