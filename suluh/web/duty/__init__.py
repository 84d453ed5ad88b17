"""Partners on duty: who is told at once of a threat against voters or election workers, and whether they answered.

contacts.py   the register: Bawaslu, KPU and police of each region, with how they are reached
handing.py    a case is handed over, rises to the next partner, is answered; nobody registered is said
telling.py    the letters
views.py      the partner's page, with its answer
commands.py   `suluh duty`
"""
