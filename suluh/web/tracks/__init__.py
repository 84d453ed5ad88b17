"""Tracks B and C on the web: election law for Bawaslu's supervisors, legal orders for the legal gateway."""
