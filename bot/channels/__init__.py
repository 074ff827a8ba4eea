"""The doors a shopper comes through: Rasa input channels of our own."""
