"""The tip line in messengers: what came in is answered once, what goes out is sent until it has arrived."""
