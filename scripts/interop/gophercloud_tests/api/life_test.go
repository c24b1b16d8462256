package interop

import (
	"testing"

	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	th "github.com/gophercloud/gophercloud/testhelper"
)

// The settings of a firmware, as a clean step sets them.
func bootMode(value string) map[string]interface{} {
	return map[string]interface{}{"settings": []map[string]string{{"name": "boot_mode", "value": value}}}
}

// gzip of an ISO image would be too much here: the server keeps a string as it is.
const encodedDrive = "H4sIAAAAAAAAAwMAAAAAAAAAAAA="

var structuredDrive = nodes.ConfigDrive{
	MetaData:    map[string]interface{}{"name": "instance", "uuid": "2b1f0c1e-6d57-4c43-8c39-7a3f2b1f0001"},
	NetworkData: map[string]interface{}{"links": []interface{}{}, "networks": []interface{}{}},
	UserData:    "#cloud-config\nusers: []\n",
}

// What Metal3's operator began with, what knew structured drives first, and what is newest, with a deploy step.
var deployments = map[string]nodes.ProvisionStateOpts{
	"1.50": {ConfigDrive: encodedDrive},
	"1.56": {ConfigDrive: structuredDrive},
	"1.115": {ConfigDrive: structuredDrive, DeploySteps: []nodes.DeployStep{{
		Interface: nodes.InterfacePower, Step: "reboot", Args: map[string]interface{}{}, Priority: 110}}},
}

func TestLife(t *testing.T) {
	for version, deployment := range deployments {
		deploy, rebuild := deployment, deployment
		deploy.Target, rebuild.Target = nodes.TargetActive, nodes.TargetRebuild
		version := version
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			client := connect(t, version)
			node := enrol(t, client, nodes.CreateOpts{
				BIOSInterface: "fake", InspectInterface: "fake", RAIDInterface: "fake", RescueInterface: "fake",
				NetworkInterface: "noop"})
			th.AssertEquals(t, string(nodes.Enroll), node.ProvisionState)
			th.AssertEquals(t, true, node.InspectionFinishedAt == nil)

			for _, part := range []struct {
				verb nodes.ProvisionStateOpts
				end  nodes.ProvisionState
			}{
				{nodes.ProvisionStateOpts{Target: nodes.TargetManage}, nodes.Manageable},
				{nodes.ProvisionStateOpts{Target: nodes.TargetInspect}, nodes.Manageable},
				{nodes.ProvisionStateOpts{Target: nodes.TargetClean, CleanSteps: []nodes.CleanStep{{
					Interface: nodes.InterfaceBIOS, Step: "apply_configuration", Args: bootMode("bios")}}}, nodes.Manageable},
				{nodes.ProvisionStateOpts{Target: nodes.TargetProvide}, nodes.Available},
				{deploy, nodes.Active},
				{rebuild, nodes.Active},
				{nodes.ProvisionStateOpts{Target: nodes.TargetRescue, RescuePassword: "open sesame"}, nodes.Rescue},
				{nodes.ProvisionStateOpts{Target: nodes.TargetUnrescue}, nodes.Active},
				{nodes.ProvisionStateOpts{Target: nodes.TargetDeleted}, nodes.Available},
				{nodes.ProvisionStateOpts{Target: nodes.TargetManage}, nodes.Manageable},
				{nodes.ProvisionStateOpts{Target: nodes.TargetAdopt}, nodes.Active},
				{nodes.ProvisionStateOpts{Target: nodes.TargetDeleted}, nodes.Available},
			} {
				before := node
				node = move(t, client, node.UUID, part.verb, part.end)
				if !node.ProvisionUpdatedAt.After(before.ProvisionUpdatedAt) {
					t.Errorf("%s left the time of the state at %s", part.verb.Target, node.ProvisionUpdatedAt)
				}
			}
			if node.InspectionStartedAt != nil || node.InspectionFinishedAt == nil {
				t.Errorf("it has been inspected, but from %v to %v", node.InspectionStartedAt, node.InspectionFinishedAt)
			}
			th.AssertEquals(t, 0, len(node.InstanceInfo))
			th.AssertEquals(t, 0, len(node.CleanStep)+len(node.DeployStep))
		})
	}
}

func TestMaintenance(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{})
	th.AssertNoErr(t, nodes.SetMaintenance(client, node.UUID, nodes.MaintenanceOpts{Reason: "a new disk"}).ExtractErr())
	held, err := nodes.Get(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, true, held.Maintenance)
	th.AssertEquals(t, "a new disk", held.MaintenanceReason)
	th.AssertNoErr(t, nodes.UnsetMaintenance(client, node.UUID).ExtractErr())
	free, err := nodes.Get(client, node.UUID).Extract()
	th.AssertNoErr(t, err)
	th.AssertEquals(t, false, free.Maintenance)
	th.AssertEquals(t, "", free.MaintenanceReason)
}
