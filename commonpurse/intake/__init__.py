"""Money that came in, told in bursts by programs of keepers: kept at once, entered soon."""
