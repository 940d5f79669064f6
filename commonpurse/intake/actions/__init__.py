"""What is done with money that programs tell."""
