"""Which passages answer which measure, and why; findings and gaps."""
