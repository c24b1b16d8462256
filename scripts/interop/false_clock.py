"""A time of day that can be set while a program runs, for one program alone."""

import os
import struct
import subprocess

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "false_clock.c")


class FalseClock:
    def __init__(self, directory):
        self.library = os.path.join(directory, "false_clock.so")
        self.path = os.path.join(directory, "ahead")
        subprocess.run(["clang", "-O1", "-Wall", "-shared", "-fPIC", "-o", self.library, SOURCE], check=True)
        with open(self.path, "wb") as file:
            file.write(bytes(8))

    def set(self, ahead):
        """So many seconds before the right time from now on, or behind it where it is below zero."""
        with open(self.path, "r+b") as file:
            file.write(struct.pack("=q", ahead))

    @property
    def environment(self):
        return {"LD_PRELOAD": self.library, "FALSE_CLOCK": self.path}
