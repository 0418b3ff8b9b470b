"""What an instrument asks: measures, sections, concepts and queries, in YAML."""
