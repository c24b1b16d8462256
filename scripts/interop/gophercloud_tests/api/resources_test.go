package interop

import (
	"strings"
	"testing"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/apiversions"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/allocations"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/drivers"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/ports"
	th "github.com/gophercloud/gophercloud/testhelper"
)

func TestVersions(t *testing.T) {
	client := connect(t, "")
	client.Endpoint = strings.TrimSuffix(client.Endpoint, "v1/")
	listed, err := apiversions.List(client).Extract()
	th.AssertNoErr(t, err)
	shown, err := apiversions.Get(client, "v1").Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, []apiversions.APIVersion{*shown}, listed.Versions)
	th.AssertDeepEquals(t, *shown, listed.DefaultVersion)
	th.AssertEquals(t, "v1", shown.ID)
	th.AssertEquals(t, "CURRENT", shown.Status)
	th.AssertEquals(t, "1.1", shown.MinVersion)
}

func TestDrivers(t *testing.T) {
	client := connect(t, "1.80")
	page, err := drivers.ListDrivers(client, drivers.ListDriversOpts{Detail: true, Type: "dynamic"}).AllPages()
	th.AssertNoErr(t, err)
	listed, err := drivers.ExtractDrivers(page)
	th.AssertNoErr(t, err)
	shown, err := drivers.GetDriverDetails(client, "fake-hardware").Extract()
	th.AssertNoErr(t, err)
	isListed := false
	for _, driver := range listed {
		isListed = isListed || driver.Name == shown.Name && driver.DefaultPowerInterface == shown.DefaultPowerInterface
	}
	th.AssertEquals(t, true, isListed)
	th.AssertEquals(t, "dynamic", shown.Type)
	th.AssertEquals(t, 1, len(shown.Hosts))
	th.AssertEquals(t, "fake", shown.DefaultDeployInterface)
	for _, enabled := range [][]string{
		shown.EnabledBiosInterfaces, shown.EnabledBootInterfaces, shown.EnabledConsoleInterface,
		shown.EnabledDeployInterfaces, shown.EnabledInspectInterfaces, shown.EnabledManagementInterfaces,
		shown.EnabledNetworkInterfaces, shown.EnabledPowerInterfaces, shown.EnabledRaidInterfaces,
		shown.EnabledRescueInterfaces, shown.EnabledStorageInterfaces, shown.EnabledVendorInterfaces,
	} {
		th.AssertEquals(t, true, len(enabled) > 0)
	}
	properties, err := drivers.GetDriverProperties(client, "fake-hardware").Extract()
	th.AssertNoErr(t, err)
	for name, description := range *properties {
		if text, isText := description.(string); !isText || text == "" {
			t.Errorf("property %s is described by %v", name, description)
		}
	}
	disks, err := drivers.GetDriverDiskProperties(client, "fake-hardware").Extract()
	th.AssertNoErr(t, err)
	for _, name := range []string{"size_gb", "raid_level", "is_root_volume", "physical_disks"} {
		if (*disks)[name] == nil {
			t.Errorf("a logical disk has no property %s", name)
		}
	}
}

func TestPorts(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{})
	isTrue, isFalse := true, false
	asked := ports.CreateOpts{
		NodeUUID: node.UUID, Address: "52:54:00:0A:00:02", PXEEnabled: &isFalse, PhysicalNetwork: "physnet1",
		IsSmartNIC: &isTrue, Extra: map[string]interface{}{"cable": "blue"},
		LocalLinkConnection: map[string]interface{}{"port_id": "eth3", "hostname": "switch-1"},
	}
	created, err := ports.Create(client, asked).Extract()
	th.AssertNoErr(t, err)
	shown, err := ports.Get(client, created.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, created, shown)
	th.AssertEquals(t, strings.ToLower(asked.Address), shown.Address)
	th.AssertEquals(t, node.UUID, shown.NodeUUID)
	th.AssertEquals(t, "", shown.PortGroupUUID)
	th.AssertEquals(t, false, shown.PXEEnabled)
	th.AssertEquals(t, true, shown.IsSmartNIC)
	th.AssertEquals(t, "physnet1", shown.PhysicalNetwork)
	th.AssertDeepEquals(t, asked.Extra, shown.Extra)
	th.AssertDeepEquals(t, asked.LocalLinkConnection, shown.LocalLinkConnection)
	th.AssertEquals(t, true, time.Since(shown.CreatedAt) < time.Minute)

	patched, err := ports.Update(client, shown.UUID, ports.UpdateOpts{
		ports.UpdateOperation{Op: ports.ReplaceOp, Path: "/address", Value: "52:54:00:0a:00:03"},
		ports.UpdateOperation{Op: ports.AddOp, Path: "/extra/length", Value: 3.0},
		ports.UpdateOperation{Op: ports.RemoveOp, Path: "/extra/cable"},
	}).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, "52:54:00:0a:00:03", patched.Address)
	th.AssertDeepEquals(t, map[string]interface{}{"length": 3.0}, patched.Extra)

	for _, options := range []ports.ListOpts{
		{Node: node.Name}, {NodeUUID: node.UUID}, {Address: patched.Address}, {Node: node.UUID, SortKey: "address", Limit: 1},
	} {
		page, err := ports.ListDetail(client, options).AllPages()
		th.AssertNoErr(t, err)
		listed, err := ports.ExtractPorts(page)
		th.AssertNoErr(t, err)
		th.AssertDeepEquals(t, []ports.Port{*patched}, listed)
	}
	th.AssertNoErr(t, ports.Delete(client, shown.UUID).ExtractErr())
	refused(t, ports.Get(client, shown.UUID).Err, 404)
}

// settled waits until an allocation is placed, or cannot be.
func settled(t *testing.T, client *gophercloud.ServiceClient, id string) *allocations.Allocation {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		allocation, err := allocations.Get(client, id).Extract()
		th.AssertNoErr(t, err)
		if allocation.State != string(allocations.Allocating) || time.Now().After(deadline) {
			return allocation
		}
	}
}

func TestAllocations(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{ResourceClass: "allocated"})
	manage(t, client, node.UUID)
	turn(t, client, node.UUID, nodes.PowerOff, nodes.PowerOff)
	move(t, client, node.UUID, nodes.ProvisionStateOpts{Target: nodes.TargetProvide}, nodes.Available)
	asked := allocations.CreateOpts{
		Name: "placed", ResourceClass: "allocated", CandidateNodes: []string{node.Name}, Extra: map[string]string{"for": "you"},
		UUID: "d3b6f7a0-3a7e-4f7e-9d9c-1b1f5a0e0004"}
	created, err := allocations.Create(client, asked).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, asked.UUID, created.UUID)
	placed := settled(t, client, "placed")
	th.AssertEquals(t, "active", placed.State)
	th.AssertEquals(t, node.UUID, placed.NodeUUID)
	th.AssertEquals(t, "", placed.LastError)
	th.AssertDeepEquals(t, []string{node.UUID}, placed.CandidateNodes)
	th.AssertDeepEquals(t, asked.Extra, placed.Extra)
	occupied, err := nodes.Get(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, placed.UUID, occupied.InstanceUUID)

	page, err := allocations.List(client, allocations.ListOpts{
		Node: node.UUID, ResourceClass: "allocated", State: allocations.AllocationState(allocations.Active)}).AllPages()
	th.AssertNoErr(t, err)
	listed, err := allocations.ExtractAllocations(page)
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, []allocations.Allocation{*placed}, listed)

	hopeless, err := allocations.Create(client, allocations.CreateOpts{
		ResourceClass: "allocated", Traits: []string{"CUSTOM_NOBODY_HAS"}}).Extract()
	th.AssertNoErr(t, err)
	hopeless = settled(t, client, hopeless.UUID)
	th.AssertEquals(t, "error", hopeless.State)
	th.AssertEquals(t, "", hopeless.NodeUUID)
	th.AssertEquals(t, false, hopeless.LastError == "")
	th.AssertNoErr(t, allocations.Delete(client, hopeless.UUID).ExtractErr())
	th.AssertNoErr(t, allocations.Delete(client, "placed").ExtractErr())
	refused(t, allocations.Get(client, "placed").Err, 404)
}
