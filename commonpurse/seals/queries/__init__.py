"""How far the chain reaches, and whether it is whole."""
