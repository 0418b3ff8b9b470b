"""Citations in the styles that readers are asked for, by the Citation Style Language."""

from tutela.catalogue.citing.citation import STYLES, Citation, cite

__all__ = ["STYLES", "Citation", "cite"]
