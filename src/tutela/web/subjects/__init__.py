"""Subjects: the vocabulary that headings are taken from."""
