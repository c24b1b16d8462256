"""Tests of the clients that fail at the peer too, by suite; a key stands for every test whose name begins so."""

OLD_MESSAGE = "the test expects the words of an older server"
EMPTY_IDENTIFIER = "the client leaves an empty identifier out, so that the server sees none"
NAMES = "the test gives a name, which microversion 1.1 has not"
NEWER = "the test uses what came after the lowest microversion"
INITIAL_STATE = "before microversion 1.11 a new node is available, not enrolled"

PEER_FAILURES = {
    "sdk": {},
    "sdk at its lowest microversions": {
        "TestBareMetalNode.test_node_create_get_delete": NAMES,
        "TestBareMetalNode.test_node_create_in_available": NAMES,
        "TestBareMetalNode.test_node_create_in_enroll_provide": INITIAL_STATE,
        "TestBareMetalNode.test_node_create_in_enroll_provide_by_name": NAMES,
        "TestBareMetalNode.test_node_list_update_delete": NAMES,
        "TestBareMetalNode.test_node_negative_non_existing": NEWER,
        "TestBareMetalNode.test_node_patch": NAMES,
        "TestBareMetalNode.test_node_update": NAMES,
        "TestBareMetalPort.test_port_create_get_delete": NEWER,
        "TestBareMetalPort.test_port_list": NAMES,
        "TestBareMetalPort.test_port_negative_non_existing": NEWER,
    },
    "client": {
        "BaremetalAllocationTests.test_create_negative_02": EMPTY_IDENTIFIER,
        "BaremetalAllocationTests.test_create_negative_11": OLD_MESSAGE,
        "BaremetalDeployTemplateTests.test_create_negative_7": OLD_MESSAGE,
    },
    "client at its lowest microversion": {
        "BaremetalAllocationTests.": NEWER,
        "BaremetalConductorTests.": NEWER,
        "BaremetalDeployTemplateTests.": NEWER,
        "BaremetalDriverTests.test_show": NEWER,
        "BaremetalNodeTests.test_create_name_uuid": INITIAL_STATE,
        "BaremetalNodeTests.test_set_unset_target_raid_config": NEWER,
        "ProvisionStateTests.test_deploy_rebuild_undeploy_manage": INITIAL_STATE,
        "TestNodeListFields.test_list_minimal_fields": NEWER,
        "TestNodeShowFields.test_show_default_fields": NEWER,
    },
}
