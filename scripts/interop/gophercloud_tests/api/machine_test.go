package interop

import (
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	th "github.com/gophercloud/gophercloud/testhelper"
)

func TestValidation(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{ConsoleInterface: "no-console", BIOSInterface: "fake", RAIDInterface: "fake"})
	validation, err := nodes.Validate(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	for name, found := range map[string]nodes.DriverValidation{
		"bios": validation.BIOS, "boot": validation.Boot, "deploy": validation.Deploy, "management": validation.Management,
		"network": validation.Network, "power": validation.Power, "raid": validation.RAID, "storage": validation.Storage,
	} {
		if !found.Result || found.Reason != "" {
			t.Errorf("%s is %t because of %q", name, found.Result, found.Reason)
		}
	}
	if validation.Console.Result || validation.Console.Reason == "" {
		t.Errorf("a console that is none is %t because of %q", validation.Console.Result, validation.Console.Reason)
	}
}

func TestPower(t *testing.T) {
	client := connect(t, "1.80")
	node := manage(t, client, enrol(t, client, nodes.CreateOpts{}).UUID)
	for _, change := range []struct{ target, end nodes.TargetPowerState }{
		{nodes.PowerOn, nodes.PowerOn}, {nodes.Rebooting, nodes.PowerOn}, {nodes.SoftRebooting, nodes.PowerOn},
		{nodes.SoftPowerOff, nodes.PowerOff}, {nodes.PowerOn, nodes.PowerOn}, {nodes.PowerOff, nodes.PowerOff},
	} {
		turn(t, client, node.UUID, change.target, change.end)
	}
}

// turn asks for a power state and waits until the node is in the one that it leads to.
func turn(t *testing.T, client *gophercloud.ServiceClient, id string, target, end nodes.TargetPowerState) {
	t.Helper()
	asked := nodes.PowerStateOpts{Target: target, Timeout: 30}
	th.AssertNoErr(t, nodes.ChangePowerState(client, id, asked).ExtractErr())
	node := wait(t, client, id, func(node *nodes.Node) bool {
		return node.PowerState == string(end) && node.TargetPowerState == "" && node.Reservation == ""
	})
	th.AssertEquals(t, "", node.LastError)
}

func TestBootDevice(t *testing.T) {
	client := connect(t, "1.80")
	node := manage(t, client, enrol(t, client, nodes.CreateOpts{}).UUID)
	supported, err := nodes.GetSupportedBootDevices(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, []string{"pxe"}, supported)
	th.AssertNoErr(t, nodes.SetBootDevice(
		client, node.UUID, nodes.BootDeviceOpts{BootDevice: "pxe", Persistent: true}).ExtractErr())
	device, err := nodes.GetBootDevice(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, "pxe", device.BootDevice)
	refused(t, nodes.InjectNMI(client, enrol(t, client, nodes.CreateOpts{
		Name: "no-management", ManagementInterface: "noop"}).UUID).ExtractErr(), 400)
}

func TestRAID(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{RAIDInterface: "fake"})
	size, isRoot := 100, true
	th.AssertNoErr(t, nodes.SetRAIDConfig(client, node.UUID, nodes.RAIDConfigOpts{LogicalDisks: []nodes.LogicalDisk{
		{SizeGB: &size, RAIDLevel: nodes.RAID1, IsRootVolume: &isRoot, DiskType: nodes.SSD},
		{RAIDLevel: nodes.RAID10, VolumeName: "data", NumberOfPhysicalDisks: 4, InterfaceType: nodes.SAS},
	}}).ExtractErr())
	shown, err := nodes.Get(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, []interface{}{
		map[string]interface{}{"size_gb": 100.0, "raid_level": "1", "is_root_volume": true, "disk_type": "ssd"},
		map[string]interface{}{
			"size_gb": "MAX", "raid_level": "1+0", "volume_name": "data", "number_of_physical_disks": 4.0,
			"interface_type": "sas"},
	}, shown.TargetRAIDConfig["logical_disks"])
}

func TestBIOSSettings(t *testing.T) {
	client := connect(t, "1.80")
	node := manage(t, client, enrol(t, client, nodes.CreateOpts{BIOSInterface: "fake"}).UUID)
	move(t, client, node.UUID, nodes.ProvisionStateOpts{Target: nodes.TargetClean, CleanSteps: []nodes.CleanStep{{
		Interface: nodes.InterfaceBIOS, Step: "apply_configuration", Args: bootMode("uefi")}}}, nodes.Manageable)
	for _, options := range []nodes.ListBIOSSettingsOpts{{}, {Detail: true}, {Fields: []string{"name", "value"}}} {
		settings, err := nodes.ListBIOSSettings(client, node.UUID, options).Extract()
		th.AssertNoErr(t, err)
		th.AssertEquals(t, 1, len(settings))
		th.AssertEquals(t, "boot_mode", settings[0].Name)
		th.AssertEquals(t, "uefi", settings[0].Value)
	}
	refused(t, nodes.GetBIOSSetting(client, node.UUID, "no_such_setting").Err, 404)
}

// Subscriptions are a matter of Redfish: on other hardware no such method is offered, and to call it is refused.
func TestSubscriptions(t *testing.T) {
	client := connect(t, "1.80")
	node := manage(t, client, enrol(t, client, nodes.CreateOpts{VendorInterface: "fake"}).UUID)
	offered, err := nodes.GetVendorPassthruMethods(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, nodes.VendorPassthruMethods{}, *offered)

	all := nodes.CallVendorPassthruOpts{Method: "get_all_subscriptions"}
	refused(t, nodes.GetAllSubscriptions(client, node.UUID, all).Err, 400)
	one := nodes.CallVendorPassthruOpts{Method: "create_subscription"}
	refused(t, nodes.CreateSubscription(
		client, node.UUID, one, nodes.CreateSubscriptionOpts{Destination: "https://192.0.2.1/events"}).Err, 400)
}
