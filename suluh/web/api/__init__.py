"""The desks for programs: the same cases, the same table of access, over HTTP and JSON."""
