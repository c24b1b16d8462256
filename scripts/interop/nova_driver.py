"""Nova's driver at work, run by Nova's environment: takes an ingotd's address and a directory, tells each check as JSON.

All that the driver does against the Bare Metal API is its own. What it asks Nova's database is answered here.
"""

import json
import os
import sys
import time
import uuid
from unittest import mock

URL, DIRECTORY = sys.argv[1:3]
# In seconds, for what must come.
PATIENCE = 300
CONFIGURATION = f"""
[DEFAULT]
host = compute
concurrency_backend = threading
force_config_drive = true
[ironic]
auth_type = none
endpoint_override = {URL}
api_retry_interval = 1
[oslo_concurrency]
lock_path = {DIRECTORY}
"""
PATH = os.path.join(DIRECTORY, "nova.conf")
with open(PATH, "w") as file:
    file.write(CONFIGURATION)
# Nova reads it when it is imported.
sys.argv = ["nova-compute", "--config-file", PATH]

import nova.monkey_patch

nova.monkey_patch.patch(backend="threading")

import nova.conf
from nova import context, exception, objects
from nova.api.metadata import base as metadata
from nova.compute import power_state, provider_tree, vm_states
from nova.network import model
from nova.virt.ironic import driver

nova.conf.CONF(sys.argv[1:], project="nova")
objects.register_all()
CONTEXT = context.get_admin_context()
TRAITS = ["CUSTOM_GOLD"]
USER_DATA = "what cloud-init is told"


def tell(statement, holds, evidence=""):
    print(json.dumps({"statement": statement, "holds": bool(holds), "evidence": str(evidence)}), flush=True)


def equal(statement, found, expected):
    tell(statement, found == expected, f"found {found!r}, expected {expected!r}")


def raises(statement, kind, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except kind as error:
        tell(statement, True, error)
    else:
        tell(statement, False, f"no {kind.__name__} was raised")


class Metadata:
    """Of an instance that no database knows: what the driver puts into a config drive."""

    def __init__(self, instance, **_):
        self.instance = instance

    def metadata_for_config_drive(self):
        yield "openstack/latest/meta_data.json", json.dumps({"uuid": self.instance.uuid})
        yield "openstack/latest/user_data", USER_DATA


def make_instance(node):
    instance = objects.Instance(
        context=CONTEXT, id=1, uuid=str(uuid.uuid4()), host="compute", node=node, hostname="instance",
        display_name="an instance", user_id="a user", project_id="a project", vm_state=vm_states.BUILDING, task_state=None,
        system_metadata={}, metadata={}, config_drive="True", image_ref="", user_data=None, key_data=None, launched_at=None,
        power_state=power_state.NOSTATE,
        flavor=objects.Flavor(
            name="metal", flavorid="1", memory_mb=4096, vcpus=4, root_gb=10, ephemeral_gb=0, swap=0,
            extra_specs={"resources:CUSTOM_BAREMETAL": "1", "trait:CUSTOM_GOLD": "required"}))
    return instance


def make_image():
    return objects.ImageMeta.from_dict({"id": str(uuid.uuid4()), "properties": {}})


def make_network():
    address = model.FixedIP(address="192.0.2.10", version=4)
    subnet = model.Subnet(cidr="192.0.2.0/24", version=4, ips=[address], dns=[], routes=[],
                          gateway=model.IP(address="192.0.2.1", version=4))
    network = model.Network(id=str(uuid.uuid4()), label="provider", subnets=[subnet], mtu=1500)
    return model.NetworkInfo([model.VIF(
        id=str(uuid.uuid4()), address="52:54:00:0b:00:01", network=network, type="other", meta={"mtu": 1500})])


def enrol(connection, name):
    """A node that can be scheduled, by the same library that the driver uses."""
    node = connection.create_node(
        name=name, driver="fake-hardware", resource_class="baremetal", rescue_interface="fake",
        properties={"cpus": 8, "memory_mb": 65536, "local_gb": 900, "cpu_arch": "x86_64", "capabilities": "boot_mode:uefi"})
    connection.create_port(node_uuid=node.id, address="52:54:00:0b:00:0" + str(len(name)))
    for trait in TRAITS:
        connection.add_node_trait(node, trait)
    for verb in ("manage", "provide"):
        connection.set_node_provision_state(node.id, verb, wait=True, timeout=PATIENCE)
    connection.set_node_power_state(node.id, "power off", wait=True, timeout=PATIENCE)
    return node.id


def check_resources(ironic, nodes):
    equal("the driver finds all nodes", sorted(ironic.get_available_nodes()), sorted(nodes))
    tell("and tells those that are from those that are not",
         ironic.node_is_available(nodes[0]) and not ironic.node_is_available(str(uuid.uuid4())))
    resource = ironic.get_available_resource(nodes[0])
    equal("a node's resources have its class, architecture and capabilities",
          (resource["resource_class"], resource["supported_instances"][0][0], resource["stats"]),
          ("baremetal", "x86_64", {"cpu_arch": "x86_64", "boot_mode": "uefi"}))
    equal("it is told to placement as one that is free, with its traits", placed(ironic, nodes[0]), (1, 0, set(TRAITS)))


def placed(ironic, node):
    """What placement would hear of a node: how many there are, how many are reserved, and its traits."""
    tree = provider_tree.ProviderTree()
    tree.new_root(node, node, generation=0)
    ironic.update_provider_tree(tree, node)
    told = tree.data(node)
    inventory = told.inventory["CUSTOM_BAREMETAL"]
    return inventory["total"], inventory["reserved"], told.traits


def check_spawn(ironic, instance, network):
    node = instance.node
    ironic.prepare_for_spawn(instance)
    equal("a node is reserved for its instance", ironic.ironic_connection.get_node(node).instance_id, instance.uuid)
    raises("and for no other after that", exception.ComputeResourcesUnavailable, ironic.prepare_for_spawn,
           make_instance(node))
    ironic.prepare_networks_before_block_device_mapping(instance, network)
    tell("its networks are attached", True)
    image = make_image()
    ironic.spawn(CONTEXT, instance, image, [], None, {}, network_info=network)
    shown = ironic.ironic_connection.get_node(node)
    equal("spawn ends in an active node", (shown.provision_state, shown.last_error), ("active", None))
    info = shown.instance_info
    equal("which knows what it was deployed for", (info["image_source"], info["display_name"], info["traits"]),
          (image.id, "an instance", TRAITS))
    tell("its config drive is there, and nobody sees it", info.get("configdrive") == "******", info)
    ironic.get_available_nodes()
    equal("the instance is listed", ironic.list_instance_uuids(), [instance.uuid])
    tell("it exists", ironic.instance_exists(instance))
    equal("the node is told to placement as reserved", placed(ironic, node), (1, 1, set(TRAITS)))


def check_power(ironic, instance, network):
    def is_in(state):
        return ironic.get_info(instance, use_cache=False).state == state

    for what, call, state in (
        ("off", lambda: ironic.power_off(instance), power_state.SHUTDOWN),
        ("on", lambda: ironic.power_on(CONTEXT, instance, network), power_state.RUNNING),
        ("off softly", lambda: ironic.power_off(instance, timeout=30), power_state.SHUTDOWN),
        ("on again", lambda: ironic.power_on(CONTEXT, instance, network), power_state.RUNNING),
        ("on after a hard reboot", lambda: ironic.reboot(CONTEXT, instance, network, "HARD"), power_state.RUNNING),
        ("on after a soft reboot", lambda: ironic.reboot(CONTEXT, instance, network, "SOFT"), power_state.RUNNING),
    ):
        call()
        tell(f"the instance is {what}", is_in(state), ironic.get_info(instance, use_cache=False).state)
    ironic.trigger_crash_dump(instance)
    tell("a crash dump is triggered", True)


def check_changes(ironic, instance, network):
    image = make_image()
    another = make_network()[0]
    ironic.attach_interface(CONTEXT, instance, image, another)
    ironic.detach_interface(CONTEXT, instance, another)
    tell("an interface comes and goes", True)
    equal("storage is told of the machine", ironic.get_volume_connector(instance)["platform"], "x86_64")
    ironic.rescue(CONTEXT, instance, network, image, "open sesame", None, None)
    equal("the instance is rescued", state_of(ironic, instance), "rescue")
    ironic.unrescue(CONTEXT, instance)
    equal("and unrescued", state_of(ironic, instance), "active")
    ironic.rebuild(CONTEXT, instance, image, [], None, {}, [], None, None, network_info=network)
    shown = ironic.ironic_connection.get_node(instance.node)
    equal("it is rebuilt with another image", (shown.provision_state, shown.instance_info["image_source"]),
          ("active", image.id))


def state_of(ironic, instance):
    return ironic.ironic_connection.get_node(instance.node).provision_state


def check_end(ironic, instance, network):
    ironic.destroy(CONTEXT, instance, network)
    deadline = time.monotonic() + PATIENCE
    while state_of(ironic, instance) != "available" and time.monotonic() < deadline:
        time.sleep(0.1)
    shown = ironic.ironic_connection.get_node(instance.node)
    equal("destroy gives the node back", (shown.provision_state, shown.instance_id, shown.instance_info, shown.last_error),
          ("available", None, {}, None))
    tell("the instance exists no more", not ironic.instance_exists(instance))
    equal("and is in no state", ironic.get_info(instance).state, power_state.NOSTATE)
    ironic.get_available_nodes()
    equal("it is not listed", ironic.list_instance_uuids(), [])
    ironic.destroy(CONTEXT, instance, network)
    tell("to destroy it once more does no harm", True)


def check_refusals(ironic, node):
    connection = ironic.ironic_connection
    connection.set_node_maintenance(node, "a new disk")
    raises("a node in maintenance is not taken", exception.ComputeResourcesUnavailable, ironic.prepare_for_spawn,
           make_instance(node))
    ironic.get_available_nodes()
    equal("and told to placement as reserved", placed(ironic, node)[:2], (1, 1))
    connection.unset_node_maintenance(node)

    seen = connection.get_node(node)
    first, second = make_instance(node), make_instance(node)
    ironic.prepare_for_spawn(first)
    raises("who saw a node free that was taken meanwhile is refused", exception.InstanceDeployFailure,
           ironic._set_instance_id, seen, second)
    ironic.failed_spawn_cleanup(first)
    equal("what a failed spawn leaves is cleaned up", connection.get_node(node).instance_id, None)


def main():
    ironic = driver.IronicDriver(None)
    nodes = [enrol(ironic.ironic_connection, name) for name in ("a", "bb")]
    instance, network = make_instance(nodes[0]), make_network()
    with (
        mock.patch.object(objects.ServiceList, "get_all_computes_by_hv_type", return_value=[]),
        mock.patch.object(objects.InstanceList, "get_uuids_by_host", return_value={instance.uuid}),
        mock.patch.object(objects.Instance, "save"), mock.patch.object(objects.Instance, "refresh"),
        mock.patch.object(objects.Instance, "get_network_info", return_value=network),
        mock.patch.object(metadata, "InstanceMetadata", Metadata),
    ):
        ironic.init_host("compute")
        check_resources(ironic, nodes)
        check_spawn(ironic, instance, network)
        check_power(ironic, instance, network)
        check_changes(ironic, instance, network)
        check_end(ironic, instance, network)
        check_refusals(ironic, nodes[1])


main()
