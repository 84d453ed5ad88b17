"""The pages of the review console."""
