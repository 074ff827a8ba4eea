"""Starts the assistant's processes, keeps them alive and stops them without a trace."""
