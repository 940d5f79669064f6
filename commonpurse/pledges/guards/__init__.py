"""Whether a pledge may be received or withdrawn."""
