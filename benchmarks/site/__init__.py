"""How fast the site is: python -m benchmarks.site. Needs wrk (Debian: wrk), and fpdf2 for the long PDF."""
