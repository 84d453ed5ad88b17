"""The pages of tracks B and C."""
