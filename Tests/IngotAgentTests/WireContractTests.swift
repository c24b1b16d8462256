import IngotContracts
import IngotModel
import Testing

@testable import IngotAgent

/// Holds the wire types against the recorded life of a node between the reference conductor and agent.
@Suite struct WireContractTests {
    private static let heartbeats = exchanges { $0.contains("/heartbeat/") }
    private static let lookups = exchanges { $0.contains("/lookup") }
    private static let orders = exchanges { $0.contains("/commands/") }.filter { $0["method"] == "POST" }
    private static let lists = exchanges { $0.contains("/commands/") }.filter { $0["method"] == "GET" }

    private static func exchanges(_ wanted: (String) -> Bool) -> [JSONValue] {
        ((try? Contract.exchanges()) ?? []).filter { wanted($0["path"]?.string ?? "") }
    }

    @Test func `the recording holds every kind of exchange`() {
        #expect(Self.heartbeats.count > 2 && Self.lookups.count > 1 && Self.orders.count > 5 && Self.lists.count > 1)
    }

    @Test(arguments: heartbeats)
    func `a recorded heartbeat is read and written alike`(_ exchange: JSONValue) throws {
        let body = try #require(exchange["body"])
        #expect(try HeartbeatBody(body).json == body)
    }

    @Test(arguments: lookups)
    func `a recorded lookup answer is read and written alike`(_ exchange: JSONValue) throws {
        let body = try #require(exchange["answer"])
        #expect(try LookupAnswer(body).json == body)
    }

    @Test(arguments: orders)
    func `a recorded order and its answer are read and written alike`(_ exchange: JSONValue) throws {
        let body = try #require(exchange["body"])
        let order = try AgentCommandRequest(body)
        #expect(order.json == body)
        #expect(AgentCommandName(rawValue: order.name) != nil)
        let answer = try #require(exchange["answer"])
        #expect(try AgentCommandResult(answer).json == answer)
    }

    @Test(arguments: lists)
    func `a recorded command list is read and written alike`(_ exchange: JSONValue) throws {
        let body = try #require(exchange["answer"])
        let list = try AgentCommandResult.list(body)
        #expect(AgentCommandResult.json(list: list) == body)
        let steps = try #require(list.first { $0.name == "get_clean_steps" })
        let read = try AgentStepList(kind: .clean, steps.result)
        #expect(read.json["hardware_manager_version"] == steps.result["hardware_manager_version"])
        #expect(read.merged.first?.name == "erase_devices_metadata")
    }

    @Test func `the recorded image description is understood`() throws {
        let write = try #require(Self.orders.first { $0["body"]?["name"] == "deploy.execute_deploy_step" })
        let value = try #require(write["body"]?["params"]?["step"]?["args"]?["image_info"])
        let image = try ImageInfo(value)
        #expect(image.isStreamed && image.diskFormat == "raw" && image.urls.count == 1)
        guard case .hash(let algorithm, _) = image.checksum else { return #expect(Bool(false), "no hash pair") }
        #expect(algorithm == "sha256")
    }

    @Test func `the example inventory of the contract is read and written alike`() throws {
        let example = try #require(try Contract.json("agent-inventory.json")["example"])
        #expect(try HardwareInventory(example).json == example)
    }

    @Test(arguments: AgentCommandError.Kind.allCases)
    func `an error class has the contract's code`(_ kind: AgentCommandError.Kind) throws {
        let classes = try #require(try Contract.json("agent-api.json")["errors"]?["classes"]?.array)
        let known = try #require(classes.first { $0["type"]?.string == kind.rawValue }, "\(kind.rawValue) is unknown")
        #expect(known["code"]?.integer == kind.code)
    }

    @Test(
        arguments: [
            (["id": "../x", "urls": ["http://a/b"], "checksum": "ab"], "image_info.id"),
            (["id": "x", "urls": [], "checksum": "ab"], "image_info.urls"),
            (["id": "x", "urls": ["http://a/b"]], "image_info"),
            (["id": "x", "urls": ["http://a/b"], "checksum": "0123456789abcdef0123456789abcdef"], "image_info"),
            (
                ["id": "x", "urls": ["http://a/b"], "checksum": "https://a/c", "image_type": "tape"],
                "image_info.image_type"
            ),
        ] as [(JSONValue, String)])
    func `a bad image description is refused by name of the member`(_ value: JSONValue, _ path: String) {
        #expect { try ImageInfo(value) } throws: { ($0 as? WireShapeError)?.path == path }
    }
}
