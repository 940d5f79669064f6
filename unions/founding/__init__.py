"""How a union comes to be and what its rules are: region, union, policy, audit."""
