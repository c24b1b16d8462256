// Package interop drives ingotd with gophercloud, on which Metal3's operator and Terraform's provider stand.
//
// Whatever the server answers is decoded into gophercloud's own types; IRONIC_ENDPOINT is its address with /v1.
package interop

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/noauth"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	th "github.com/gophercloud/gophercloud/testhelper"
)

const patience = 60 * time.Second

// connect returns a client that speaks one microversion.
func connect(t *testing.T, version string) *gophercloud.ServiceClient {
	t.Helper()
	client, err := noauth.NewBareMetalNoAuth(noauth.EndpointOpts{IronicEndpoint: os.Getenv("IRONIC_ENDPOINT")})
	th.AssertNoErr(t, err)
	client.Microversion = version
	return client
}

// enrol creates a node on fake hardware, with the test's name unless it has one; it is gone when the test ends.
func enrol(t *testing.T, client *gophercloud.ServiceClient, options nodes.CreateOpts) *nodes.Node {
	t.Helper()
	options.Driver = "fake-hardware"
	if options.Name == "" {
		options.Name = strings.NewReplacer("/", "-", "_", "-").Replace(t.Name())
	}
	node, err := nodes.Create(client, options).Extract()
	th.AssertNoErr(t, err)
	t.Cleanup(func() {
		th.AssertNoErr(t, nodes.Delete(client, node.UUID).ExtractErr())
		_, err := nodes.Get(client, node.UUID).Extract()
		refused(t, err, 404)
	})
	return node
}

// manage takes a new node to where it can be inspected, cleaned and provided.
func manage(t *testing.T, client *gophercloud.ServiceClient, id string) *nodes.Node {
	t.Helper()
	return move(t, client, id, nodes.ProvisionStateOpts{Target: nodes.TargetManage}, nodes.Manageable)
}

// move asks for a verb and waits until it has led where it should.
func move(
	t *testing.T, client *gophercloud.ServiceClient, id string, verb nodes.ProvisionStateOpts, end nodes.ProvisionState,
) *nodes.Node {
	t.Helper()
	th.AssertNoErr(t, nodes.ChangeProvisionState(client, id, verb).ExtractErr())
	node := wait(t, client, id, func(node *nodes.Node) bool {
		return node.ProvisionState == string(end) && node.TargetProvisionState == "" && node.Reservation == ""
	})
	th.AssertEquals(t, "", node.LastError)
	return node
}

// wait looks at a node until it is as wanted.
func wait(t *testing.T, client *gophercloud.ServiceClient, id string, wanted func(*nodes.Node) bool) *nodes.Node {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		node, err := nodes.Get(client, id).Extract()
		th.AssertNoErr(t, err)
		if wanted(node) {
			return node
		}
		if time.Now().After(deadline) {
			t.Fatalf("node %s is still %q, wants %q, held by %q, last error %q",
				node.Name, node.ProvisionState, node.TargetProvisionState, node.Reservation, node.LastError)
		}
	}
}
