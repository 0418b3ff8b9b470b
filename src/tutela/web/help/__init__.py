"""For children and those who care for them: understand, and find help. The pages leave no trace; the desk is apart."""
