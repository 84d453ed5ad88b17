"""The pages of partners and citizens."""
