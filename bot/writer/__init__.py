"""GPT-2 that words the replies: grammar, training, server, client and grounding check.

Imports nothing else of this project, so that a GPU host can install it alone.
"""
