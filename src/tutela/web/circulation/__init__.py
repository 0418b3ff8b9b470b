"""Circulation: copies lent to people, and returned."""
