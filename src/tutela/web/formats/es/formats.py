"""Dates as Spanish writes them."""

DATE_FORMAT = r"j \d\e F \d\e Y"
DATETIME_FORMAT = r"j \d\e F \d\e Y, G:i"
SHORT_DATE_FORMAT = "j/n/Y"
TIME_FORMAT = "G:i"
