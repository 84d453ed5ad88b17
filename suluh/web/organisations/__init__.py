"""Signing in through an organisation's own server (OpenID Connect): set by a file, checked to the last claim."""
