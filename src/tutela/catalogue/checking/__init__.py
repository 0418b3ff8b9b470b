"""The quality check: what is wrong in records, where, and what to do about it."""

from tutela.catalogue.checking.rules import Checked, check, check_record

__all__ = ["Checked", "check", "check_record"]
