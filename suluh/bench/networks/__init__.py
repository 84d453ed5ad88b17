"""Planted groups and hard negatives, and how many of them the search for groups tells apart."""
