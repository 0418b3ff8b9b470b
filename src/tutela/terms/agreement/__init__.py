"""What must agree with a term when another stands in its place: articles, contractions, capitals, line breaks."""
