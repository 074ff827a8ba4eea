"""Where a shop's records come from."""
