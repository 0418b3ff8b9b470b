"""Words that protect, on the site: a text checked while its reader waits and then forgotten; the glossary of terms."""
