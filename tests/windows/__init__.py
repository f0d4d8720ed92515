"""The Windows program, tried on Linux: a Windows Python under Wine with the real `windows` platform.

winbox     the box itself: Wine, the Python, a virtual screen (a shell script)
box        one call of it from Python, and where things lie in it
__main__   the steps in order, and the figures at the end (`tests/windows/run`)
suite      the test suite on the Windows Python
frozen     the .exe: built, measured, tried from its folder
installed  the installer: built, installed, upgraded, uninstalled, and what is left
"""
