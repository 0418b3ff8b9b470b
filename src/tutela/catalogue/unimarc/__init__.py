"""UNIMARC, read by conversion of its core fields to MARC 21."""

from tutela.catalogue.unimarc.conversion import Converted, LeftOut, from_unimarc, is_unimarc

__all__ = ["Converted", "LeftOut", "from_unimarc", "is_unimarc"]
