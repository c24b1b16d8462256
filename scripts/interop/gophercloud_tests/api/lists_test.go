package interop

import (
	"fmt"
	"sort"
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	"github.com/gophercloud/gophercloud/pagination"
	th "github.com/gophercloud/gophercloud/testhelper"
)

const herd = 7

// enrolHerd creates nodes of one resource class, and returns their names in order.
func enrolHerd(t *testing.T, client *gophercloud.ServiceClient, class string) []string {
	t.Helper()
	names := make([]string, herd)
	for number := range names {
		names[number] = fmt.Sprintf("%s-%d", class, number)
		enrol(t, client, nodes.CreateOpts{Name: names[number], ResourceClass: class, Owner: class + "-owner"})
	}
	return names
}

func names(found []nodes.Node) []string {
	said := make([]string, len(found))
	for number, node := range found {
		said[number] = node.Name
	}
	return said
}

// The library does not follow the field's links to the next page, so its users go on by markers.
func TestListsArePages(t *testing.T) {
	client := connect(t, "1.80")
	all := enrolHerd(t, client, "paged")
	for _, list := range []func(*gophercloud.ServiceClient, nodes.ListOptsBuilder) pagination.Pager{
		nodes.List, nodes.ListDetail,
	} {
		options := nodes.ListOpts{ResourceClass: "paged", Limit: 3, SortKey: "name", SortDir: "asc"}
		for begin := 0; begin < herd; begin += options.Limit {
			page, err := list(client, options).AllPages()
			th.AssertNoErr(t, err)
			found, err := nodes.ExtractNodes(page)
			th.AssertNoErr(t, err)
			end := begin + len(found)
			th.AssertEquals(t, true, end == herd || len(found) == options.Limit)
			th.AssertDeepEquals(t, all[begin:end], names(found))
			options.Marker = found[len(found)-1].UUID
		}
		page, err := list(client, options).AllPages()
		th.AssertNoErr(t, err)
		isEmpty, err := page.IsEmpty()
		th.AssertNoErr(t, err)
		th.AssertEquals(t, true, isEmpty)
	}
}

func TestListsAreFiltered(t *testing.T) {
	client := connect(t, "1.80")
	all := enrolHerd(t, client, "filtered")
	manage(t, client, all[0])
	th.AssertNoErr(t, nodes.SetMaintenance(client, all[1], nodes.MaintenanceOpts{}).ExtractErr())
	instance := "d3b6f7a0-3a7e-4f7e-9d9c-1b1f5a0e0003"
	occupy := func(operation nodes.UpdateOperation) {
		_, err := nodes.Update(client, all[2], nodes.UpdateOpts{operation}).Extract()
		th.AssertNoErr(t, err)
	}
	occupy(nodes.UpdateOperation{Op: nodes.AddOp, Path: "/instance_uuid", Value: instance})

	for what, filter := range map[string]struct {
		options nodes.ListOpts
		wanted  []string
	}{
		"provision state":                {nodes.ListOpts{ProvisionState: nodes.Manageable}, all[:1]},
		"maintenance":                    {nodes.ListOpts{Maintenance: true}, all[1:2]},
		"instance":                       {nodes.ListOpts{InstanceUUID: instance}, all[2:3]},
		"whether there is an instance":   {nodes.ListOpts{Associated: true}, all[2:3]},
		"owner":                          {nodes.ListOpts{Owner: "filtered-owner"}, all},
		"driver":                         {nodes.ListOpts{Driver: "fake-hardware"}, all},
		"conductor group that is no one": {nodes.ListOpts{ConductorGroup: "elsewhere"}, []string{}},
		"fault":                          {nodes.ListOpts{Fault: "power failure"}, []string{}},
	} {
		filter.options.ResourceClass = "filtered"
		t.Run(what, func(t *testing.T) {
			page, err := nodes.ListDetail(client, filter.options).AllPages()
			th.AssertNoErr(t, err)
			listed, err := nodes.ExtractNodes(page)
			th.AssertNoErr(t, err)
			found := names(listed)
			sort.Strings(found)
			th.AssertDeepEquals(t, filter.wanted, found)
		})
	}
	occupy(nodes.UpdateOperation{Op: nodes.RemoveOp, Path: "/instance_uuid"})

	page, err := nodes.List(client, nodes.ListOpts{
		ResourceClass: "filtered", Fields: []string{"name", "provision_state"}, ProvisionState: nodes.Manageable}).AllPages()
	th.AssertNoErr(t, err)
	found, err := nodes.ExtractNodes(page)
	th.AssertNoErr(t, err)
	th.AssertDeepEquals(t, []nodes.Node{{Name: all[0], ProvisionState: "manageable"}}, found)
}
