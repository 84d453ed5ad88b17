"""The public house: the guide's pages as HTML, the same for a static site and for a server."""
