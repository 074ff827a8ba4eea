"""What Meta's two platforms, Messenger and WhatsApp, have in common."""
