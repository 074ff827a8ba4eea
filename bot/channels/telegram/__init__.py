"""Telegram: messages and inline keyboards through a webhook."""
