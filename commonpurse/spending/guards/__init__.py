"""Whether a payment may take its next step."""
