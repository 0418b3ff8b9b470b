"""Faults of records in a batch: counted by the quality check of the catalogue, and said in words."""

from __future__ import annotations


def fault_words(code: str, language: str) -> str:
    """A fault by its code, in words."""
    return code
