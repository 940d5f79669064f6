"""What the purse knows needs and rounds by, beside their ids."""

NEED = "need"
ROUND = "allocation_round"
