"""What we hold in money, exact to the minor unit."""
