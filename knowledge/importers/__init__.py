"""Reading a shop's own files: each importer turns one format into records and row errors."""
