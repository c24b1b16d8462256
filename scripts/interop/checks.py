"""Counts statements that held and those that did not; a theme that breaks counts as one that did not."""

import time
import traceback


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def run(self, name, theme, *arguments):
        print(f"# {name}", flush=True)
        start = time.monotonic()
        try:
            theme(self, *arguments)
        except Exception:
            self._count(False, f"{name} runs to its end", traceback.format_exc())
        print(f"  ({time.monotonic() - start:.1f} s)", flush=True)

    def that(self, statement, holds, evidence=""):
        self._count(bool(holds), statement, evidence)

    def equal(self, statement, found, expected):
        self._count(found == expected, statement, f"found {found!r}, expected {expected!r}")

    def refused(self, statement, result, *words):
        """The command failed, and what it said has every one of the words."""
        said = result.errors
        missing = [word for word in words if word.lower() not in said.lower()]
        self._count(result.code != 0 and not missing, statement, f"code {result.code}, missing {missing}, said: {said}")

    def _count(self, holds, statement, evidence):
        if holds:
            self.passed += 1
            print(f"  ok      {statement}", flush=True)
        else:
            self.failed += 1
            print(f"  FAILED  {statement}", flush=True)
            for line in str(evidence).strip().splitlines():
                print(f"          {line}", flush=True)
