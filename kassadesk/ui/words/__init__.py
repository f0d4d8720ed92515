"""Every word the person reads that is not data, by subject; made when shown, so language can change.

`ui.texts` gathers them: pages import from there. Each function takes a code and gives a text by
`QCoreApplication.translate`; an unknown code (a newer server) gives the code itself, readable.
"""
