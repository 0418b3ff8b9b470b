"""Characters and their places; knows no law: from a file to a Document of citable passages."""
