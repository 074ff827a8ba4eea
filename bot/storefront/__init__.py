"""The demo shop's pages, drawn from the same records that the assistant answers from."""
