"""For pytest: each test of the sdk runs at the lowest microversion that its class asks for."""

import os
import pathlib

# It stands in the configuration that the runs begin with.
LOWEST = "1.1"


def pytest_runtest_setup(item):
    # The sdk reads its configuration anew for each test.
    version = getattr(item.cls, "min_microversion", None) or LOWEST
    clouds = pathlib.Path(os.environ["SUITE_CLOUDS"])
    chosen = clouds.with_name(f"clouds-{version}.yaml")
    chosen.write_text(clouds.read_text().replace(f"'{LOWEST}'", f"'{version}'"))
    os.environ["OS_CLIENT_CONFIG_FILE"] = str(chosen)
