"""A process of its own for files that may come from anywhere.

Concepts
--------
Wish, Answer   the two ends of the talk: one line of JSON in, lines of JSON out (`talk`).
room           a private folder with a lock that lives as long as its owner (`room`); the rows of an
               opened file lie there, nowhere else, and go when the file is closed.
confinement    what the process may not do any more once it has begun: take much memory, open a
               connection, start a program, write outside its room (`confinement`).
reading        this program's end: starts the process, hears it out, ends it (`reading`).

The road: services.reviews -> reading -> [own process: child -> files.reading -> files.verify,
local_table] -> lines of JSON and a SQLite file in the room -> files.local_rows.
"""
