"""`make bench`: how long a turn takes, where the time goes, and what bare Rasa would take."""
