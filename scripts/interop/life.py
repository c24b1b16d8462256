"""A node's whole life on fake hardware."""

from patience import WAIT

STEPS = [
    ("manage", "enroll", "manageable"),
    ("provide", "manageable", "available"),
    ("deploy", "available", "active"),
    ("rebuild", "active", "active"),
    ("undeploy", "active", "available"),
    ("manage", "available", "manageable"),
]


def check(checks, client):
    client.run("node create", "--driver", "fake-hardware", "--name", "alive")
    validation = {row["Interface"]: row["Result"] for row in client.read("node validate", "alive")}
    for interface in ("boot", "deploy", "management", "power"):
        checks.that(f"validation passes for {interface}", validation.get(interface) is True, validation)

    for verb, before, after in STEPS:
        checks.equal(f"before {verb} the node is {before}", client.state("alive"), before)
        if verb in ("deploy", "rebuild"):
            client.run(f"node {verb}", "alive", *WAIT, "--config-drive", '{"meta_data": {"name": "x"}}')
        else:
            client.run(f"node {verb}", "alive", *WAIT)
        checks.equal(f"{verb} --wait ends {after}", client.state("alive"), after)
    node = client.node("alive")
    checks.equal("nothing went wrong on the way", node["last_error"], None)
    checks.equal("nothing is wanted any more", node["target_provision_state"], None)
    client.run("node delete", "alive")
