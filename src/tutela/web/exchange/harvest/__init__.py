"""Harvesting: records taken over from other repositories."""
