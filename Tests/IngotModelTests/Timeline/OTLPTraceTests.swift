import Testing

@testable import IngotModel

struct OTLPTraceTests {
    private static let tree = RunSample(["write", "boot"])
        .adding(.started, 0, at: 2).adding(.suspended, 0, at: 3, ticket: ["since": 3], "waits")
        .adding(.observed, 0, at: 4, "DHCP").adding(.failed, 0, at: 9, "no disk")
        .over(.failed, at: 9, error: "it failed").tree()

    private static var spans: [JSONValue] {
        OTLPTrace(trees: [tree]).json["resourceSpans"]?[0]?["scopeSpans"]?[0]?["spans"]?.array ?? []
    }

    @Test func `a run is a trace that a collector takes as it is`() throws {
        let json = OTLPTrace(trees: [Self.tree]).json
        #expect(
            json["resourceSpans"]?[0]?["resource"] == [
                "attributes": [["key": "service.name", "value": ["stringValue": "ingot"]]]
            ])
        let root = try #require(Self.spans.first)
        #expect(root["traceId"] == "2c7f0d5e6c2c4a3f9d4a0000000000aa")
        #expect(root["parentSpanId"] == nil)
        #expect(root["startTimeUnixNano"] == "1000000000000000")
        #expect(root["endTimeUnixNano"] == "1000009000000000")
        #expect(root["status"] == ["code": 2, "message": "it failed"])
        #expect(root["kind"] == 1)
    }

    @Test func `every span but the root names a parent that is there`() {
        let known = Set(Self.spans.compactMap { $0["spanId"]?.string })
        let parents = Self.spans.dropFirst().map { $0["parentSpanId"]?.string ?? "" }
        #expect(parents.count == 4)
        #expect(parents.allSatisfy(known.contains))
    }

    @Test func `attributes and events have the protocol's types`() throws {
        let step = try #require(Self.spans.first { $0["name"] == "deploy.write" })
        let attributes = step["attributes"]?.array ?? []
        #expect(attributes.contains(["key": "ingot.step.index", "value": ["intValue": "0"]]))
        #expect(attributes.contains(["key": "ingot.step.actor", "value": ["stringValue": "agent"]]))
        #expect(
            step["events"] == [
                [
                    "timeUnixNano": "1000004000000000", "name": "observed",
                    "attributes": [["key": "ingot.detail", "value": ["stringValue": "DHCP"]]],
                ]
            ])
        let wait = try #require(Self.spans.last)
        #expect(
            wait["attributes"]?.array?.contains(["key": "ingot.wait.for", "value": ["stringValue": "heartbeat"]])
                == true)
        #expect(wait["status"] == ["code": 1])
    }
}
