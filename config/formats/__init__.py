"""How days are written into forms, where Django's own way could be misread."""
