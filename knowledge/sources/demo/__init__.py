"""The invented shop that the project ships: data, pages and pictures."""
