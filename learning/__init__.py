"""What is learned from labelled passages, and how: see README.md."""
