"""The state of each page, without widgets: confirmed + pending, one signal `changed`, commands.

Road of the data: a view calls a command here; the command runs a service through `Tasks` off the UI
thread; the answer (a Value) comes back on the UI thread, replaces the confirmed state, and `changed`
makes the view draw again. Bad news comes as a KassaError and leaves as a Notice.

What is shown is always `pending.get(key, confirmed[key])`; a widget holds no state of its own.
"""
