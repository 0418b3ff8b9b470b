"""Dates as French writes them."""

DATE_FORMAT = r"j F Y"
DATETIME_FORMAT = r"j F Y, G \h i"
SHORT_DATE_FORMAT = "j N Y"
TIME_FORMAT = "G:i"
