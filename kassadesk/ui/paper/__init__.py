"""Papers drawn by Qt: letters and receipts. A view-model gives a Paper and gets its PDF.

Always in the bundled fonts and always in black on white, whatever the window looks like, so that a
paper is the same on every PC. Drawn from plain text only: nothing in it can load a file or an address.
"""
