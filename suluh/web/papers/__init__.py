"""A case on paper: the report form of Bawaslu, the statement of reasons, the evidence package."""
