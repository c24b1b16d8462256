package interop

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/drivers"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/nodes"
	"github.com/gophercloud/gophercloud/openstack/baremetal/v1/ports"
	th "github.com/gophercloud/gophercloud/testhelper"
)

// refused checks that an error has the code, gophercloud's type for it, and a message for people in its body.
func refused(t *testing.T, err error, code int) {
	t.Helper()
	var status gophercloud.StatusCodeError
	if !errors.As(err, &status) {
		t.Fatalf("wanted to be refused with %d, got %v", code, err)
	}
	th.AssertEquals(t, code, status.GetStatusCode())
	var said gophercloud.ErrUnexpectedResponseCode
	isTyped := false
	switch found := err.(type) {
	case gophercloud.ErrDefault400:
		said, isTyped = found.ErrUnexpectedResponseCode, code == 400
	case gophercloud.ErrDefault404:
		said, isTyped = found.ErrUnexpectedResponseCode, code == 404
	case gophercloud.ErrDefault409:
		said, isTyped = found.ErrUnexpectedResponseCode, code == 409
	case gophercloud.ErrUnexpectedResponseCode:
		said, isTyped = found, code == 406
	}
	if !isTyped {
		t.Errorf("an error of type %T stands for %d", err, code)
	}
	if message(t, said.Body) == "" {
		t.Errorf("nothing is said about it: %s", said.Body)
	}
}

// message reads what a body of an error tells people, which is JSON in a string of JSON.
func message(t *testing.T, body []byte) string {
	t.Helper()
	var outer struct {
		ErrorMessage string `json:"error_message"`
	}
	th.AssertNoErr(t, json.Unmarshal(body, &outer))
	var inner struct {
		FaultString string `json:"faultstring"`
		// Of what was refused before the server looked at the request itself.
		Description string `json:"description"`
	}
	th.AssertNoErr(t, json.Unmarshal([]byte(outer.ErrorMessage), &inner))
	return inner.FaultString + inner.Description
}

func TestRefusals(t *testing.T) {
	client := connect(t, "1.80")
	node := enrol(t, client, nodes.CreateOpts{})
	port, err := ports.Create(client, ports.CreateOpts{NodeUUID: node.UUID, Address: "52:54:00:0a:00:01"}).Extract()
	th.AssertNoErr(t, err)
	defer ports.Delete(client, port.UUID)

	nobody := "6f6c1b0e-6d57-4c43-8c39-7a3f2b1f0000"
	replace := func(path string, value interface{}) nodes.UpdateOpts {
		return nodes.UpdateOpts{nodes.UpdateOperation{Op: nodes.ReplaceOp, Path: path, Value: value}}
	}
	for what, refusal := range map[string]struct {
		err  error
		code int
	}{
		"a node that is not there":                 {nodes.Get(client, nobody).Err, 404},
		"a port that is not there":                 {ports.Get(client, nobody).Err, 404},
		"a driver that is not there":               {drivers.GetDriverDetails(client, "no-such-driver").Err, 404},
		"a patch of a node that is not there":      {nodes.Update(client, nobody, replace("/name", "x")).Err, 404},
		"the deletion of a node that is not there": {nodes.Delete(client, nobody).Err, 404},
		"a name that is taken": {
			nodes.Create(client, nodes.CreateOpts{Driver: "fake-hardware", Name: node.Name}).Err, 409},
		"a UUID that is taken": {
			nodes.Create(client, nodes.CreateOpts{Driver: "fake-hardware", UUID: node.UUID}).Err, 409},
		"an address that is taken": {
			ports.Create(client, ports.CreateOpts{NodeUUID: node.UUID, Address: port.Address}).Err, 409},
		"a driver that nobody has": {nodes.Create(client, nodes.CreateOpts{Driver: "ipmi"}).Err, 400},
		"a verb that the state has not": {
			nodes.ChangeProvisionState(client, node.UUID, nodes.ProvisionStateOpts{Target: nodes.TargetActive}).Err, 400},
		"a verb that is none": {
			nodes.ChangeProvisionState(client, node.UUID, nodes.ProvisionStateOpts{Target: "fly"}).Err, 400},
		"a power state that is none": {
			nodes.ChangePowerState(client, node.UUID, nodes.PowerStateOpts{Target: "explode"}).Err, 400},
		"a boot device that is none": {
			nodes.SetBootDevice(client, node.UUID, nodes.BootDeviceOpts{BootDevice: "punched cards"}).Err, 400},
		"a RAID level that is none": {
			nodes.SetRAIDConfig(client, node.UUID, nodes.RAIDConfigOpts{
				LogicalDisks: []nodes.LogicalDisk{{RAIDLevel: "7"}}}).Err, 400},
		"a patch of what callers do not write": {nodes.Update(client, node.UUID, replace("/provision_state", "active")).Err, 400},
		"a microversion of the future":         {nodes.Get(connect(t, "1.9999"), node.UUID).Err, 406},
	} {
		t.Run(what, func(t *testing.T) { refused(t, refusal.err, refusal.code) })
	}
}
