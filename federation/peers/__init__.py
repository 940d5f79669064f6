"""Other instances: who they are, what was agreed with them, and what each union lets them read."""
