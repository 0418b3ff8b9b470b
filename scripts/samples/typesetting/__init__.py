"""Turns the texts of the invented State into the files that a reviewer would be sent."""
