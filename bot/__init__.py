"""The Rasa side of shopbot, the writer and the command line."""
