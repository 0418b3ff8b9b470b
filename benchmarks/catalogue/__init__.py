"""The library measured: round trips, imports, searches, harvests."""
