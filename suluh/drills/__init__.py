"""Exercises on the real system: what happened on which day, what the engine made of it, and what was expected.

data/*.yaml ─► scenario.Scenario ─► play.play: facts as they were known at each step, posts decided ─► score.Score

scenario   dated steps: what became known, what circulated, what a fair desk does with it and why
known      the facts as a desk knew them at a step
play       every post of every step through the real engine
score      how many were as expected, by what was expected
reading    a YAML file of an exercise into its type
voting_day the other exercise: a whole day in memory, with attacks and a silent office
"""
