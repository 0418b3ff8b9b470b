"""All addresses of the help pages, walked by tests."""

from __future__ import annotations

from tutela.web.help.texts import TOPICS

PAGES = (
    "", "find/", "find/?country=FR&language=fr&need=talk", "find/?country=TV", "find/?need=prevention", "now/", "now/?country=FR",
    "traces/", "posters/", "asked/online.hotline/",
    *(f"{voice}/" for voice in TOPICS),
    *(f"{voice}/keep/" for voice in TOPICS),
    *(f"{voice}/{topic}/" for voice, topics in TOPICS.items() for topic in topics),
)  # fmt: skip
"""Below /<language>/help/."""

PAPERS = ("posters/12-15.pdf", "8-11/notes.pdf", *(f"{voice}/notes.html" for voice in TOPICS))
