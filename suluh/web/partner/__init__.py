"""The partner desk and the tip line: who reports from outside, what they propose, and what they are told."""
