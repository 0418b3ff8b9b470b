"""The site: the only room that knows Django. One app a part of the site."""
