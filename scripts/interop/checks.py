"""Counts statements that held and those that did not; a theme that breaks counts as one that did not."""

import sys
import time
import traceback

# How many lines of what there is to a failure are told once more; the last ones say most.
EVIDENCE = 15


class Checks:
    def __init__(self, output=sys.stdout):
        self.output = output
        self.passed = 0
        self.failures = []
        self.theme = ""

    @property
    def failed(self):
        return len(self.failures)

    def run(self, name, theme, *arguments):
        self.theme = name
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
        self.failures += others.failures

    def conclude(self):
        """Tells what failed once more, as nobody finds it among hundreds of lines, and how many held."""
        if self.failures:
            self._say("interop: what failed, once more:")
        for theme, statement, evidence in self.failures:
            self._say(f"  {theme}: {statement}")
            for line in evidence[-EVIDENCE:]:
                self._say(f"          {line}")
        self._say(f"{self.passed} passed, {self.failed} failed")

    def that(self, statement, holds, evidence=""):
        self._count(bool(holds), statement, evidence)

    def equal(self, statement, found, expected):
        self._count(found == expected, statement, f"found {found!r}, expected {expected!r}")

    def refused(self, statement, result, *words):
        """The command failed, and what it said has every one of the words."""
        said = result.errors
        missing = [word for word in words if word.lower() not in said.lower()]
        self._count(result.code != 0 and not missing, statement, f"code {result.code}, missing {missing}, said: {said}")

    def explain(self, witness, text):
        """Adds what a witness has to say to the last thing that failed in this theme, if anything has."""
        if self.failures and self.failures[-1][0] == self.theme:
            lines = [f"{witness} said last:", *text.strip().splitlines()]
            for line in lines:
                self._say(f"          {line}")
            self.failures[-1][2].extend(lines)

    def note(self, text):
        """A figure that is worth reading and is no statement."""
        self._say(f"          {text}")

    def _count(self, holds, statement, evidence):
        if holds:
            self.passed += 1
            self._say(f"  ok      {statement}")
        else:
            self._say(f"  FAILED  {statement}")
            lines = str(evidence).strip().splitlines()
            for line in lines:
                self._say(f"          {line}")
            self.failures.append((self.theme, statement, lines))

    def _say(self, text):
        print(text, file=self.output, flush=True)
