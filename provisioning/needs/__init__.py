"""What people lack, how the purse is divided over it, and why each person got what they got."""
