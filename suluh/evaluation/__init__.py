"""Evaluation that can be believed: every figure of the docs made again, cards, golden sets, drift.

figures.yaml ──► figures ──► each measured again and held against what docs/figures.md says
labelled posts ──► golden ──► cards: per rule and detector, what it was measured on and what it cannot do
two readers' answers ──► readers: how far they agree, over all and rule by rule ──► cards
ledger ──► golden (cases that two people decided without seeing each other), drift (two periods compared)
"""
