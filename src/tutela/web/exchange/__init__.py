"""Exchange: how other catalogues and programs read this one, and how it reads them."""
