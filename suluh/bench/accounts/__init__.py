"""317 invented accounts with what they are: which pass for another, and which are left alone?"""
