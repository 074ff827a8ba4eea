"""`shopbot eval`: questions made from a shop's records, and replies judged by them."""
