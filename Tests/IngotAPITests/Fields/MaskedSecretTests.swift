import IngotContracts
import IngotModel
import Testing

/// What becomes of a secret where a caller writes back the mask that it was shown.
struct MaskedSecretTests {
    private static let present: JSONValue = [
        "ipmi_username": "admin", "ipmi_password": "hush", "snmp_auth_key": "low", "inner": ["token": "still"],
        "kernel_append_params": "quiet admin_password=calm debug",
        "steps": [["step": "a", "args": ["password": "one"]], ["step": "b", "args": ["password": "two"]]],
        "passwords": ["x", "y"],
    ]

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let written: JSONValue
        /// Nil where it is refused.
        let kept: JSONValue?
    }

    @Test(arguments: [
        Case(
            testDescription: "member", written: ["ipmi_password": "******", "ipmi_username": "root"],
            kept: ["ipmi_password": "hush", "ipmi_username": "root"]),
        Case(testDescription: "new secret", written: ["ipmi_password": "loud"], kept: ["ipmi_password": "loud"]),
        Case(testDescription: "also masked", written: ["snmp_auth_key": "******"], kept: ["snmp_auth_key": "low"]),
        Case(
            testDescription: "inside", written: ["inner": ["token": "******", "a": 1]],
            kept: ["inner": ["token": "still", "a": 1]]),
        Case(testDescription: "list of secrets", written: ["passwords": "******"], kept: ["passwords": ["x", "y"]]),
        Case(
            testDescription: "word in a text", written: ["kernel_append_params": "admin_password=****** nofb"],
            kept: ["kernel_append_params": "admin_password=calm nofb"]),
        Case(
            testDescription: "other order", written: ["steps": [["step": "b", "args": ["password": "******"]]]],
            kept: ["steps": [["step": "b", "args": ["password": "two"]]]]),
        Case(
            testDescription: "changed in its place",
            written: [
                "steps": [
                    ["step": "a", "args": ["password": "******"]], ["step": "c", "args": ["password": "******"]],
                ]
            ],
            kept: ["steps": [["step": "a", "args": ["password": "one"]], ["step": "c", "args": ["password": "two"]]]]),
        Case(testDescription: "no secret", written: ["ipmi_username": "******"], kept: ["ipmi_username": "******"]),
        Case(testDescription: "nothing to keep", written: ["redfish_password": "******"], kept: nil),
        Case(testDescription: "moved inside", written: ["inner": ["password": "******"]], kept: nil),
        Case(testDescription: "another word", written: ["kernel_append_params": "auth_token=******"], kept: nil),
        Case(
            testDescription: "an element of nowhere",
            written: ["steps": [["step": "c", "args": ["password": "******"]]]], kept: nil),
    ])
    func `the secret stays where its mask is written`(_ example: Case) throws {
        guard let kept = example.kept else {
            #expect(throws: SecretMask.NothingMasked.self) {
                try SecretMask.restored(example.written, from: Self.present, also: ["snmp_auth_key"])
            }
            return
        }
        #expect(try SecretMask.restored(example.written, from: Self.present, also: ["snmp_auth_key"]) == kept)
    }

    @Test func `a node that is read, changed and written back keeps its secrets`() async throws {
        try await APIFixture.run { api in
            let info: [String: JSONValue] = ["ipmi_username": "admin", "ipmi_password": "hush", "snmp_priv_key": "low"]
            let node = try await api.node("oak") {
                $0.driverInfo = info
                $0.instanceInfo = ["image_url": "http://u:p@images/1"]
            }
            let shown = try await api.get("/v1/nodes/oak").json
            #expect(shown["driver_info"]?["ipmi_password"] == "******")
            let answer = try await api.send(
                .patch, "/v1/nodes/oak",
                [
                    ["op": "replace", "path": "/driver_info", "value": shown["driver_info"] ?? .null],
                    ["op": "replace", "path": "/instance_info", "value": shown["instance_info"] ?? .null],
                    ["op": "replace", "path": "/driver_info/ipmi_username", "value": "root"],
                ])
            #expect(answer.status == 200, "\(answer.text)")
            let stored = try #require(try await api.stored(node))
            #expect(stored.driverInfo == info.merging(["ipmi_username": "root"]) { $1 })
            #expect(stored.instanceInfo == node.instanceInfo)
            let refused = try await api.send(
                .patch, "/v1/nodes/oak", [["op": "add", "path": "/driver_info/redfish_password", "value": "******"]])
            #expect(refused.status == 400)
            #expect(refused.inner["error_code"] == "masked_secret")
            #expect(refused.message.contains("'redfish_password' in 'driver_info'"))
        }
    }
}
