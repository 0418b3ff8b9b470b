"""Batches: many records taken in or changed at once, with a preview and a way back."""
