"""For pytest: tempest's tests wait for as long as a slow machine needs, where they would give up after seconds."""

import os

from tempest.lib.common.utils import test_utils

SHORTEST = int(os.environ["SHORTEST_WAIT"])
_call_until_true = test_utils.call_until_true


def _call_patiently_until_true(func, duration, *arguments, **options):
    return _call_until_true(func, max(duration, SHORTEST), *arguments, **options)


test_utils.call_until_true = _call_patiently_until_true
