"""The description of a record by the International Standard Bibliographic Description, area by area."""

from tutela.catalogue.isbd.description import Area, isbd, isbd_text

__all__ = ["Area", "isbd", "isbd_text"]
