"""Messenger: messages to a Facebook page."""
