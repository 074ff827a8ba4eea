"""Whole conversations from files: held again with the running bot, and looked over."""
