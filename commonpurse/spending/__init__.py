"""What goes out of the purse: promised payments, what is set aside, what is free."""
