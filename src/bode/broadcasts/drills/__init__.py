"""A drill: exercising a crisis on a copy of the audience, against a stand-in for WhatsApp.

Each drill is an organisation of its own, with invented people in the place of citizens, its own
licence, number and templates; everything else of Bode works there as it always does. `preparing`
makes that world, `faults` says what may go wrong in it, `ending` closes it, and `lessons` tells
afterwards what there is to learn. That nothing of it leaves the house is held by the database
(`organisations.drills`), and by which process sends for it (`processes.drill`).
"""
