"""UNIMARC, read by conversion of its core fields to MARC 21."""

from tutela.catalogue.unimarc.conversion import Converted, from_unimarc, is_unimarc
from tutela.catalogue.unimarc.given import LeftOut

__all__ = ["Converted", "LeftOut", "from_unimarc", "is_unimarc"]
