"""Pipelines that could understand shoppers, measured on the same examples."""
