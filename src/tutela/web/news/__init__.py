"""News: what the organisation has to tell."""
