"""One's own account: the devices that are signed in, and when an idle one is signed out."""
