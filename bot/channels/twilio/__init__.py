"""Twilio: SMS, and WhatsApp through Twilio."""
