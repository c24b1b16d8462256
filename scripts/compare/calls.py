"""What is asked of one node: verbs, power, devices, traits, maintenance, with good and bad arguments."""

from world import NODE, RUNBOOK, settle

BELOW = f"/v1/nodes/{NODE}"
STEPS = [{"interface": "deploy", "step": "x"}]
BODIES = {
    "states/provision": (
        {}, {"target": None}, {"target": "dance"}, {"target": "active"}, {"target": "rescue"}, {"target": "clean"},
        {"target": "clean", "clean_steps": []}, {"target": "clean", "clean_steps": [{}]}, {"target": "provide", "x": 1},
        {"target": "provide", "clean_steps": STEPS}, {"target": "provide", "configdrive": "x"}, {"target": "service"}),
    "states/power": (
        {}, {"target": "dance"}, {"target": 1}, {"target": "power on", "timeout": 0}, {"target": "power on"}),
    "states/boot_mode": ({"target": "uefi"}, {"target": "x"}, {}),
    "states/secure_boot": ({"target": True}, {"target": 1}, {"target": "x"}, {}),
    "states/console": ({"enabled": True}, {"enabled": "x"}, {}, {"enabled": False}),
    "states/raid": ({}, {"logical_disks": [{"size_gb": "x", "raid_level": "1"}]}, {"x": 1}, []),
    "management/boot_device": (
        {"boot_device": "pxe", "persistent": 1}, {"boot_device": "x"}, {"boot_device": "pxe", "persistent": "x"}, {}),
    "traits": ({"traits": ["CUSTOM_A"]}, {"traits": ["x"]}, {"traits": None}, {}, {"x": 1}),
    "traits/CUSTOM_B": (None, {"a": 1}), "traits/x": (None,),
    "maintenance": ({"reason": "x"}, {"reason": 1}, {"x": 1}, None),
}


def compare(walk):
    for path, bodies in BODIES.items():
        for body in bodies:
            walk.compare("PUT", f"{BELOW}/{path}", body)
            settle(walk)
    for path in ("maintenance", "traits/CUSTOM_Z", "traits", "allocation"):
        for body in ({"x": 1}, None):
            walk.compare("DELETE", f"{BELOW}/{path}", body)
    walk.compare("DELETE", BELOW, {"x": 1})
    for body in ({"id": "vif-1"}, {"id": ""}, {}, {"id": "v", "port_uuid": "x"}):
        walk.compare("POST", f"{BELOW}/vifs", body)
    for body in ({"traits": ["CUSTOM_A"]}, {"traits": ["x"]}):
        walk.compare("PUT", f"/v1/runbooks/{RUNBOOK}/traits", body)
    walk.compare("PUT", "/v1/runbooks/CUSTOM_A/traits/CUSTOM_C")
    walk.compare("GET", BELOW)
