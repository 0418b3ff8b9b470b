"""The cataloguers' desk: drafting, editing, checking and merging records."""
