"""What the shop knows: its records as plain data, their importers and their store."""
