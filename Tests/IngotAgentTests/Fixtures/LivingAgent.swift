import AsyncHTTPClient
import IngotContracts
import IngotModel
import Logging
import NIOCore
import NIOSSL
import Synchronization

@testable import IngotAgent

/// An agent on a simulated machine with one disk, beside a fake conductor, and the way to command it.
struct LivingAgent: Sendable {
    static let mac = "52:54:00:12:34:56"
    static let diskSize: Int64 = 5 << 30

    let conductor: FakeConductor
    let conductorURL: String
    let endpoint: AgentEndpoint
    let disk: String
    let machine: SimulatedMachine
    let client: HTTPClient

    /// Runs `body` beside a living agent.
    static func with<Result: Sendable>(
        version: String = "1.67", diskSize: Int64 = diskSize,
        configure: @escaping @Sendable (inout AgentConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (LivingAgent) async throws -> Result
    ) async throws -> Result {
        try await ScratchFolder.with { folder in
            let file = try folder.disk("sda.img", size: diskSize)
            let conductor = FakeConductor(version: version)
            return try await conductor.whileRunning { url in
                let machine = machine(file, diskSize)
                return try await run(conductor, url, machine, file, configure, body)
            }
        }
    }

    static func machine(_ file: String, _ size: Int64) -> SimulatedMachine {
        SimulatedMachine(
            interfaces: [InventoryInterface(name: "eth0", macAddress: mac, ipv4Address: "127.0.0.1")],
            disks: [
                .init(device: BlockDevice(name: "/dev/sda", size: size, model: "Fake Disk", serial: "F1"), file: file)
            ])
    }

    static func configuration(_ url: String) -> AgentConfiguration {
        var configuration = AgentConfiguration()
        configuration.apiURLs = [url]
        configuration.listenHost = "127.0.0.1"
        configuration.listenPort = 0
        configuration.heartbeatFloor = .milliseconds(10)
        configuration.restartDelay = .zero
        configuration.downloadRetries = 2
        configuration.downloadRetryInterval = .zero
        return configuration
    }

    static var quietLogger: Logger {
        var logger = Logger(label: "agent-under-test")
        logger.logLevel = .critical
        return logger
    }

    private static func run<Result: Sendable>(
        _ conductor: FakeConductor, _ url: String, _ machine: SimulatedMachine, _ file: String,
        _ configure: @Sendable (inout AgentConfiguration) -> Void,
        _ body: @escaping @Sendable (LivingAgent) async throws -> Result
    ) async throws -> Result {
        var settings = configuration(url)
        configure(&settings)
        let (endpoints, endpointsIn) = AsyncStream<AgentEndpoint>.makeStream()
        let agent = Agent(
            configuration: settings, machine: machine, logger: quietLogger, onReady: { endpointsIn.yield($0) })
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                _ = try await agent.run()
                return nil
            }
            group.addTask {
                for await endpoint in endpoints {
                    let client = try client(trusting: endpoint.certificate)
                    let living = LivingAgent(
                        conductor: conductor, conductorURL: url, endpoint: endpoint, disk: file, machine: machine,
                        client: client)
                    do {
                        let result = try await body(living)
                        try await client.shutdown()
                        return result
                    } catch {
                        try await client.shutdown()
                        throw error
                    }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() { if let result { return result } }
            throw CancellationError()
        }
    }

    private static func client(trusting certificate: String?) throws -> HTTPClient {
        var settings = HTTPClient.Configuration()
        if let certificate {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)))
            settings.tlsConfiguration = tls
        }
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    // MARK: Calls

    struct Answer: Sendable {
        var status: Int
        var json: JSONValue
    }

    func call(_ path: String, _ body: JSONValue? = nil, token: String? = FakeConductor.token, query: String = "")
        async throws -> Answer
    {
        let base = endpoint.callbackURL ?? "http://127.0.0.1:\(endpoint.port)"
        let parameters = [token.map { "agent_token=\($0)" }, query.isEmpty ? nil : query].compactMap { $0 }
        var request = HTTPClientRequest(url: "\(base)\(path)?\(parameters.joined(separator: "&"))")
        if let body {
            request.method = .POST
            request.body = .bytes(ByteBuffer(bytes: body.serializedBytes()))
        }
        let response = try await client.execute(request, timeout: .seconds(60))
        let content = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: Int(response.status.code), json: try JSONValue.parse(content.readableBytesView))
    }

    /// Posts a command and waits for its end.
    func command(_ name: AgentCommandName, _ parameters: [String: JSONValue] = [:]) async throws -> AgentCommandResult {
        let answer = try await call("/v1/commands/", AgentCommandRequest(name, parameters).json, query: "wait=true")
        return try AgentCommandResult(answer.json)
    }

    static let node: JSONValue = ["uuid": .string(FakeConductor.node), "properties": [:], "instance_info": [:]]

    /// Writes an image through the deploy step.
    func writeImage(
        _ urls: [String], checksum: String, algorithm: String = "sha256", node: JSONValue = node,
        configDrive: String? = nil, extra: [String: JSONValue] = [:]
    ) async throws -> AgentCommandResult {
        var information: [String: JSONValue] = [
            "id": "test-image", "urls": .array(urls.map(JSONValue.string)), "disk_format": "raw",
            "stream_raw_images": true, "os_hash_algo": .string(algorithm), "os_hash_value": .string(checksum),
        ]
        information.merge(extra) { $1 }
        return try await command(
            .executeDeployStep,
            [
                "step": [
                    "step": "write_image", "interface": "deploy",
                    "args": ["image_info": .object(information), "configdrive": JSONValue(configDrive)],
                ],
                "node": node, "ports": [],
            ])
    }
}
