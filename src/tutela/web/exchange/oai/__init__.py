"""OAI-PMH 2.0: other catalogues harvest this one."""
