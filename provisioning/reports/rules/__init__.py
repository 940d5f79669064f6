"""How sums are put so that nobody stands alone behind one."""
