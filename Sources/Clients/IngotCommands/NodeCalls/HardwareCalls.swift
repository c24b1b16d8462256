import ArgumentParser
import IngotClient
import IngotModel

// Calls that a machine's management controller answers: a row of a table each.

struct ConsoleShow: NodeCall {
    static let name = "show"
    static let abstract = "Tell how to reach the console."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.console(node))
    }
}

struct ConsoleEnable: NodeCall {
    static let name = "enable"
    static let abstract = "Open the console."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setConsole(node, enabled: true)
        return .nothing
    }
}

struct ConsoleDisable: NodeCall {
    static let name = "disable"
    static let abstract = "Close the console."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setConsole(node, enabled: false)
        return .nothing
    }
}

struct BootDeviceShow: NodeCall {
    static let name = "show"
    static let abstract = "Show what it is."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.bootDevice(node))
    }
}

struct BootDeviceList: NodeCall {
    static let name = "list"
    static let abstract = "List what it can be."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .texts(try await client.nodes.supportedBootDevices(node), "Boot Device")
    }
}

struct BootDeviceSet: NodeCall {
    static let name = "set"
    static let abstract = "Choose it."

    @Argument(help: "The device, such as pxe or disk.") var device: String
    @Flag(help: "For every boot, not only for the next one.") var persistent = false

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setBootDevice(node, device, persistent: persistent)
        return .nothing
    }
}

struct BootModeSet: NodeCall {
    static let name = "boot-mode"
    static let abstract = "Choose how a machine boots."

    enum Mode: String, ExpressibleByArgument, CaseIterable, Sendable { case uefi, bios }

    @Argument(help: "How.") var mode: Mode

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setBootMode(node, mode.rawValue)
        return .nothing
    }
}

struct SecureBootSet: NodeCall {
    static let name = "secure-boot"
    static let abstract = "Switch secure boot on or off."

    enum Switch: String, ExpressibleByArgument, CaseIterable, Sendable { case on, off }

    @Argument(help: "Whether it shall be on.") var position: Switch

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setSecureBoot(node, position == .on)
        return .nothing
    }
}

struct RAIDSet: NodeCall {
    static let name = "set"
    static let abstract = "Say which volumes; they are made when the machine is cleaned next."

    @Argument(
        help: ArgumentHelp("The volumes: JSON, a file that holds it, or - for standard input.", valueName: "json"),
        completion: .file()) var configuration: JSONArgument

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let value = try configuration.value(for: "json", in: surroundings)
        try await client.nodes.setRAID(node, Resource(value))
        return .nothing
    }
}

struct RAIDUnset: NodeCall {
    static let name = "unset"
    static let abstract = "Take back what was said."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setRAID(node, Resource([:]))
        return .nothing
    }
}

struct IndicatorList: NodeCall {
    static let name = "list"
    static let abstract = "List them."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let columns = ["name", "component", "readonly", "states"].map(Column.init(field:))
        return .list(try await client.nodes.indicators(node), columns, identifier: "name")
    }
}

struct IndicatorShow: NodeCall {
    static let name = "show"
    static let abstract = "Show whether one is on."

    @Argument(help: "Its name and component, such as led@system.") var indicator: String

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        .record(try await client.nodes.indicator(node, indicator))
    }
}

struct IndicatorSet: NodeCall {
    static let name = "set"
    static let abstract = "Switch one."

    @Argument(help: "Its name and component, such as led@system.") var indicator: String
    @Argument(help: "What it shall be, such as ON, OFF or BLINKING.") var state: String

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.setIndicator(node, indicator, state: state)
        return .nothing
    }
}

struct NMIInject: NodeCall {
    static let name = "nmi"
    static let abstract = "Interrupt a machine's operating system, so that it tells what it is doing."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.injectNMI(node)
        return .nothing
    }
}

struct PassthruList: NodeCall {
    static let name = "list"
    static let abstract = "List the methods."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let methods = try await client.nodes.vendorMethods(node).json.object ?? [:]
        let rows = methods.sorted { $0.key < $1.key }.map { name, facts in
            Resource(JSONValue((facts.object ?? [:]).merging(["name": .string(name)]) { $1 }))
        }
        return .list(
            rows, ["name", "http_methods", "async", "description"].map(Column.init(field:)), identifier: "name")
    }
}

struct PassthruCall: NodeCall {
    static let name = "call"
    static let abstract = "Call a method, and print what it answers."

    enum Verb: String, ExpressibleByArgument, CaseIterable, Sendable { case GET, POST, PUT, PATCH, DELETE }

    @Argument(help: "The method.") var method: String
    @Option(help: "How it is called.") var httpMethod = Verb.POST
    @Option(help: ArgumentHelp("What the method wants to know.", valueName: "key=value")) var argument: [KeyValue] = []

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let body = Assignment.body(of: argument.map { Assignment([$0.key], $0.value) })
        let answer = try await client.nodes.callVendor(
            node, method: method, verb: httpMethod.rawValue, body: argument.isEmpty ? nil : body)
        switch answer.json {
        case .null: return .nothing
        case .object: return .record(answer)
        default: return .record(Resource(["answer": answer.json]))
        }
    }
}

struct MediaList: NodeCall {
    static let name = "list"
    static let abstract = "List the drives and what is in them."

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        let columns = ["media_types", "inserted", "image"].map(Column.init(field:))
        return .list(try await client.nodes.virtualMedia(node), columns, identifier: "image")
    }
}

struct MediaAttach: NodeCall {
    static let name = "attach"
    static let abstract = "Put an image into a drive."

    enum Device: String, ExpressibleByArgument, CaseIterable, Sendable { case cdrom, disk, floppy }
    enum Source: String, ExpressibleByArgument, CaseIterable, Sendable { case http, local, swift }

    @Argument(help: "The drive.") var device: Device
    @Argument(help: "The image's address.") var image: String
    @Option(help: "Where the machine gets the image from.") var imageDownloadSource: Source?

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.attachMedia(
            node, device: device.rawValue, image: image, source: imageDownloadSource?.rawValue)
        return .nothing
    }
}

struct MediaDetach: NodeCall {
    static let name = "detach"
    static let abstract = "Take images out of drives."

    @Argument(help: "The drives; all of them where none is named.") var devices: [MediaAttach.Device] = []

    func perform(on node: String, of client: IngotClient, in surroundings: Surroundings) async throws -> CallAnswer {
        try await client.nodes.detachMedia(node, devices: devices.map(\.rawValue))
        return .nothing
    }
}
