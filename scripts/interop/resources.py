"""`openstack baremetal create FILE`: chassis, nodes, port groups and ports at once."""

import json
import os
import tempfile

RESOURCES = {
    "chassis": [{"description": "from a file", "nodes": [{
        "name": "from-file", "driver": "fake-hardware", "properties": {"cpus": 2},
        "portgroups": [{"name": "file-bond", "ports": [{"address": "52:54:00:aa:dd:01"}]}],
        "ports": [{"address": "52:54:00:aa:dd:02"}],
    }]}],
}


def check(checks, client):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "resources.json")
        with open(path, "w") as file:
            json.dump(RESOURCES, file)
        client.run("create", path)
    ports = {row["address"] for row in client.read("port list", "--node", "from-file")}
    checks.equal("what the file has is made", ports, {"52:54:00:aa:dd:01", "52:54:00:aa:dd:02"})
    node = client.node("from-file")
    checks.equal("the node is in its chassis",
                 client.read("chassis show", node["chassis_uuid"])["description"], "from a file")
    client.run("node delete", "from-file")
    client.run("chassis delete", node["chassis_uuid"])
