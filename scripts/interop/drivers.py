"""What the service offers: drivers and conductors."""


def check(checks, client):
    names = {row["name"] for row in client.read("driver list")}
    checks.equal("the enabled hardware types are listed, and no other", names, {"fake-hardware", "manual-management"})

    driver = client.read("driver show", "fake-hardware")
    checks.equal("a driver names itself", driver.get("name"), "fake-hardware")
    checks.that("a driver names its conductors", driver.get("hosts"), driver)

    manual = client.read("driver show", "manual-management")
    checks.equal("manual-management has its default deploy interface", manual.get("default_deploy_interface"), "direct")
    checks.that(
        "manual-management offers agent power", "agent" in manual.get("enabled_power_interfaces", []), manual)

    checks.refused(
        "an unknown driver is not found", client.attempt("driver show", "no-such-driver"), "no-such-driver")

    conductors = client.read("conductor list")
    checks.equal("there is one conductor", len(conductors), 1)
    checks.that("it is alive", conductors[0].get("alive") is True, conductors)
    detail = client.read("conductor show", conductors[0]["hostname"])
    checks.that("it says what it drives", "fake-hardware" in str(detail.get("drivers")), detail)
