"""How money is counted: plain Python."""
