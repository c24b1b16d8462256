// Package login logs in with user name and password, as IRONIC_ENDPOINT, OS_USERNAME and OS_PASSWORD say.
package login

import (
	"errors"
	"os"
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/httpbasic"
	"github.com/gophercloud/gophercloud/openstack/baremetal/noauth"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	th "github.com/gophercloud/gophercloud/testhelper"
)

var endpoint = os.Getenv("IRONIC_ENDPOINT")

// list asks for nodes as somebody.
func list(t *testing.T, user, password string) error {
	client, err := httpbasic.NewBareMetalHTTPBasic(httpbasic.EndpointOpts{
		IronicEndpoint: endpoint, IronicUser: user, IronicUserPassword: password})
	th.AssertNoErr(t, err)
	_, err = nodes.List(client, nodes.ListOpts{}).AllPages()
	return err
}

func isUnauthorized(t *testing.T, err error) {
	t.Helper()
	var unauthorized gophercloud.ErrDefault401
	if !errors.As(err, &unauthorized) {
		t.Fatalf("wanted to be refused with 401, got %v", err)
	}
}

func TestPasswordIsTaken(t *testing.T) {
	th.AssertNoErr(t, list(t, os.Getenv("OS_USERNAME"), os.Getenv("OS_PASSWORD")))
}

func TestWrongPasswordIsRefused(t *testing.T) {
	isUnauthorized(t, list(t, os.Getenv("OS_USERNAME"), "wrong"))
}

func TestStrangerIsRefused(t *testing.T) {
	isUnauthorized(t, list(t, "eve", os.Getenv("OS_PASSWORD")))
}

func TestNobodyIsRefused(t *testing.T) {
	client, err := noauth.NewBareMetalNoAuth(noauth.EndpointOpts{IronicEndpoint: endpoint})
	th.AssertNoErr(t, err)
	_, err = nodes.List(client, nodes.ListOpts{}).AllPages()
	isUnauthorized(t, err)
}
