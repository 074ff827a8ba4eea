"""What the shop's owner can learn from conversations."""
