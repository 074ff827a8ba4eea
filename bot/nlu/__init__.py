"""Understanding a shopper's message: what it asks for and which details it names."""
