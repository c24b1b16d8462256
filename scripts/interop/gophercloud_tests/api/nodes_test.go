package interop

import (
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	th "github.com/gophercloud/gophercloud/testhelper"
)

func TestNodeIsAsItWasCreated(t *testing.T) {
	client := connect(t, "1.80")
	clean := false
	asked := nodes.CreateOpts{
		Name: "described", ResourceClass: "large", Owner: "somebody",
		UUID:       "d3b6f7a0-3a7e-4f7e-9d9c-1b1f5a0e0001",
		DriverInfo: map[string]interface{}{"address": "192.0.2.1", "password": "a secret"},
		Properties: map[string]interface{}{"cpus": 8.0, "capabilities": "boot_mode:uefi"},
		Extra:      map[string]interface{}{"rack": "r1", "nested": map[string]interface{}{"unit": 7.0}},
		NetworkData: map[string]interface{}{
			"links": []interface{}{}, "networks": []interface{}{}, "services": []interface{}{}},
		AutomatedClean: &clean,
		BIOSInterface:  "no-bios", BootInterface: "fake", ConsoleInterface: "no-console", DeployInterface: "fake",
		InspectInterface: "no-inspect", ManagementInterface: "fake", NetworkInterface: "noop", PowerInterface: "fake",
		RAIDInterface: "no-raid", RescueInterface: "no-rescue", StorageInterface: "noop", VendorInterface: "no-vendor",
	}
	created := enrol(t, client, asked)
	shown, err := nodes.Get(client, created.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, created, shown)

	th.AssertEquals(t, asked.UUID, shown.UUID)
	th.AssertEquals(t, asked.Name, shown.Name)
	th.AssertEquals(t, "fake-hardware", shown.Driver)
	th.AssertEquals(t, asked.ResourceClass, shown.ResourceClass)
	th.AssertEquals(t, asked.Owner, shown.Owner)
	th.AssertDeepEquals(t, map[string]interface{}{"address": "192.0.2.1", "password": "******"}, shown.DriverInfo)
	th.AssertDeepEquals(t, asked.Properties, shown.Properties)
	th.AssertDeepEquals(t, asked.Extra, shown.Extra)
	th.AssertDeepEquals(t, asked.NetworkData, shown.NetworkData)
	th.AssertEquals(t, false, *shown.AutomatedClean)
	for _, pair := range [][2]string{
		{asked.BIOSInterface, shown.BIOSInterface}, {asked.BootInterface, shown.BootInterface},
		{asked.ConsoleInterface, shown.ConsoleInterface}, {asked.DeployInterface, shown.DeployInterface},
		{asked.InspectInterface, shown.InspectInterface}, {asked.ManagementInterface, shown.ManagementInterface},
		{asked.NetworkInterface, shown.NetworkInterface}, {asked.PowerInterface, shown.PowerInterface},
		{asked.RAIDInterface, shown.RAIDInterface}, {asked.RescueInterface, shown.RescueInterface},
		{asked.StorageInterface, shown.StorageInterface}, {asked.VendorInterface, shown.VendorInterface},
	} {
		th.AssertEquals(t, pair[0], pair[1])
	}
	th.AssertEquals(t, string(nodes.Enroll), shown.ProvisionState)
	th.AssertEquals(t, false, shown.CreatedAt.IsZero())
	for _, empty := range []string{
		shown.PowerState, shown.TargetPowerState, shown.TargetProvisionState, shown.MaintenanceReason, shown.Fault,
		shown.LastError, shown.Reservation, shown.InstanceUUID, shown.ChassisUUID, shown.ConductorGroup, shown.ProtectedReason,
	} {
		th.AssertEquals(t, "", empty)
	}
	th.AssertEquals(t, false, shown.Maintenance || shown.ConsoleEnabled || shown.Protected)
	th.AssertEquals(t, 0, len(shown.Traits)+len(shown.InstanceInfo)+len(shown.RAIDConfig)+len(shown.TargetRAIDConfig))
}

func TestNodeIsPatched(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{Extra: map[string]interface{}{"old": "yes"}})
	patched, err := nodes.Update(client, node.UUID, nodes.UpdateOpts{
		nodes.UpdateOperation{Op: nodes.ReplaceOp, Path: "/name", Value: "renamed"},
		nodes.UpdateOperation{Op: nodes.AddOp, Path: "/extra/new", Value: []interface{}{1.0, "two", nil}},
		nodes.UpdateOperation{Op: nodes.RemoveOp, Path: "/extra/old"},
		nodes.UpdateOperation{Op: nodes.AddOp, Path: "/instance_info/image_source", Value: "http://192.0.2.1/image"},
		nodes.UpdateOperation{Op: nodes.AddOp, Path: "/instance_uuid", Value: "d3b6f7a0-3a7e-4f7e-9d9c-1b1f5a0e0002"},
		nodes.UpdateOperation{Op: nodes.ReplaceOp, Path: "/resource_class", Value: "small"},
	}).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, "renamed", patched.Name)
	th.AssertDeepEquals(t, map[string]interface{}{"new": []interface{}{1.0, "two", nil}}, patched.Extra)
	th.AssertEquals(t, "http://192.0.2.1/image", patched.InstanceInfo["image_source"])
	th.AssertEquals(t, "d3b6f7a0-3a7e-4f7e-9d9c-1b1f5a0e0002", patched.InstanceUUID)
	th.AssertEquals(t, "small", patched.ResourceClass)
	th.AssertEquals(t, true, patched.UpdatedAt.After(node.CreatedAt))

	byName, err := nodes.Get(client, "renamed").Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, patched, byName)
	_, err = nodes.Update(client, node.UUID, nodes.UpdateOpts{
		nodes.UpdateOperation{Op: nodes.RemoveOp, Path: "/instance_uuid"}}).Extract()
	th.AssertNoErr(t, err)
}

// The library has no calls for traits, only their place in the node; its users make the calls themselves.
func TestTraitsAreInTheNode(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{})
	traits := []string{"CUSTOM_GOLD", "HW_CPU_X86_VMX"}
	_, err := client.Put(client.ServiceURL("nodes", node.UUID, "traits"),
		map[string]interface{}{"traits": traits}, nil, &gophercloud.RequestOpts{OkCodes: []int{204}})
	th.AssertNoErr(t, err)
	shown, err := nodes.Get(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, traits, shown.Traits)
}
