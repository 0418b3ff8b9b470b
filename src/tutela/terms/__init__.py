"""Words that protect: terms that harm or trivialise, why, and what to write instead."""
