"""Who may receive a pledge."""
