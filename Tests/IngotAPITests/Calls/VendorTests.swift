import HTTPTypes
import IngotModel
import Testing

struct VendorTests {
    @Test(arguments: [HTTPRequest.Method.get, .post, .put, .patch, .delete])
    func `a method is called with the HTTP method and the body that came`(method: HTTPRequest.Method) async throws {
        let recorder = RequestRecorder(replying: ["async": false, "attach": false, "return": ["lit": true]])
        try await APIFixture.run(recorder.conductor) { api in
            let node = try await api.node()
            let body: JSONValue? = method == .get ? nil : ["bar": "baz"]
            for path in ["/blink", "?method=blink"] {
                let answer = try await api.send(method, "/v1/nodes/\(node.id)/vendor_passthru\(path)", body)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(answer.json == ["lit": true])
                #expect(recorder.last?.kind == .call(.vendorCall))
                #expect(recorder.last?.arguments["method"] == "blink")
                #expect(recorder.last?.arguments["http_method"] == .string(method.rawValue))
                #expect(recorder.last?.arguments["info"] == body ?? [:])
            }
        }
    }

    /// Reply, status, content type, text.
    static let replies: [(JSONValue, Int, String?, String)] = [
        (["async": true, "attach": false, "return": nil], 202, nil, ""),
        (["async": false, "attach": false, "return": nil], 200, "application/json", "null"),
        (["async": false, "attach": false, "return": "x"], 200, "application/json", "\"x\""),
        (["async": false, "attach": true, "return": "log"], 200, "application/octet-stream", "log"),
    ]

    @Test(arguments: replies)
    func `the answer has the form that the method asks for`(
        reply: JSONValue, status: Int, type: String?, text: String
    ) async throws {
        try await APIFixture.run(RequestRecorder(replying: reply).conductor) { api in
            let node = try await api.node()
            let answer = try await api.send(.post, "/v1/nodes/\(node.id)/vendor_passthru/blink", ["bar": 1])
            #expect(answer.status == status)
            #expect(answer.header("Content-Type") == type)
            #expect(answer.text == text)
        }
    }

    @Test func `methods are listed, and what is no call is refused`() async throws {
        let recorder = RequestRecorder(replying: ["blink": ["async": true, "http_methods": ["POST"]]])
        try await APIFixture.run(recorder.conductor) { api in
            let node = try await api.node()
            let path = "/v1/nodes/\(node.id)/vendor_passthru"
            #expect(try await api.get("\(path)/methods").json["blink"]?["async"] == true)
            #expect(recorder.last?.kind == .call(.vendorMethods))
            #expect(try await api.send(.post, path).status == 400)
            #expect(try await api.send(.post, "\(path)/blink", ["a"]).status == 400)
            #expect(try await api.get("\(path)/blink?colour=red").status == 400)
            #expect(recorder.count == 1)
        }
    }

    @Test func `drivers tell what their conductors published`() async throws {
        try await APIFixture.run { api in
            let facts = DriverFacts(
                hardwareType: "fake-hardware", properties: ["A1": "must be there"],
                logicalDiskProperties: ["raid_level": "the level"], vendorMethods: ["all": ["async": false]])
            try await api.store.write { transaction in
                try transaction.conductors.publish(
                    [facts, DriverFacts(hardwareType: "manual-management")], by: "conductor-1")
            }
            let fake = "/v1/drivers/fake-hardware"
            #expect(try await api.get("\(fake)/properties").json == ["A1": "must be there"])
            #expect(
                try await api.get("\(fake)/raid/logical_disk_properties").json == ["raid_level": "the level"])
            #expect(try await api.get("\(fake)/raid/logical_disk_properties", version: 11).status == 406)
            #expect(try await api.get("\(fake)/vendor_passthru/methods").json == ["all": ["async": false]])
            #expect(try await api.send(.post, "\(fake)/vendor_passthru/dance").status == 400)
            let manual = "/v1/drivers/manual-management"
            #expect(try await api.get("\(manual)/raid/logical_disk_properties").status == 404)
            for path in ["properties", "raid/logical_disk_properties", "vendor_passthru/methods"] {
                #expect(try await api.get("/v1/drivers/ipmi/\(path)").status == 404)
            }
            #expect(try await api.send(.post, "/v1/drivers/ipmi/vendor_passthru/dance").status == 404)
            api.clock.advance(by: .seconds(61))
            #expect(try await api.get("\(fake)/properties").status == 404)
        }
    }
}
