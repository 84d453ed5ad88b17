"""The facts, shared by everyone (#SalingJaga): tips, a game, cards, a weekly digest, kits, videos."""
