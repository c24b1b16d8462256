"""Counts statements that held and those that did not; a theme that breaks counts as one that did not."""

import sys
import time
import traceback


class Checks:
    def __init__(self, output=sys.stdout):
        self.output = output
        self.passed = 0
        self.failed = 0

    def run(self, name, theme, *arguments):
        self._say(f"# {name}")
        start = time.monotonic()
        try:
            theme(self, *arguments)
        except Exception:
            self._count(False, f"{name} runs to its end", traceback.format_exc())
        self._say(f"  ({time.monotonic() - start:.1f} s)")

    def take_over(self, others):
        """Counts what others have counted."""
        self.passed += others.passed
        self.failed += others.failed

    def that(self, statement, holds, evidence=""):
        self._count(bool(holds), statement, evidence)

    def equal(self, statement, found, expected):
        self._count(found == expected, statement, f"found {found!r}, expected {expected!r}")

    def refused(self, statement, result, *words):
        """The command failed, and what it said has every one of the words."""
        said = result.errors
        missing = [word for word in words if word.lower() not in said.lower()]
        self._count(result.code != 0 and not missing, statement, f"code {result.code}, missing {missing}, said: {said}")

    def note(self, text):
        """A figure that is worth reading and is no statement."""
        self._say(f"          {text}")

    def _count(self, holds, statement, evidence):
        if holds:
            self.passed += 1
            self._say(f"  ok      {statement}")
        else:
            self.failed += 1
            self._say(f"  FAILED  {statement}")
            for line in str(evidence).strip().splitlines():
                self._say(f"          {line}")

    def _say(self, text):
        print(text, file=self.output, flush=True)
