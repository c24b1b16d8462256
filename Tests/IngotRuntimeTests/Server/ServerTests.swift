import AsyncHTTPClient
import Foundation
import Logging
import Testing

@testable import IngotRuntime

@Suite struct ServerTests {
    @Test func `a server answers on an empty directory and ends as asked`() async throws {
        try await withServer { address in
            let request = HTTPClientRequest(url: "http://\(address)/")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            #expect(response.status == .ok)
            #expect(response.headers.contains(name: "X-OpenStack-Ironic-API-Maximum-Version"))
        }
    }

    @Test func `the enabled hardware types are there from the first answer on`() async throws {
        try await withServer { address in
            let request = HTTPClientRequest(url: "http://\(address)/v1/drivers")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
            #expect(body.contains("fake-hardware") && body.contains("manual-management"))
        }
    }

    @Test func `a conductor alone says that it is ready without an address`() async throws {
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.role = .conductor
            let readiness = try await untilReady(settings) { $0 }
            #expect(readiness.address == nil)
            #expect(readiness.description.contains("role conductor"))
        }
    }

    @Test func `an address that is taken ends the start with its reason`() async throws {
        try await withServer { address in
            try await withTemporaryDirectory { path in
                let daemon = Daemon(
                    arguments: ["--data", path, "--listen", address.description, "--set", "log.level=critical"],
                    environment: [:], output: { _ in }, complaints: { #expect($0.contains("ingotd stopped")) })
                #expect(await daemon.run() == .failed)
            }
        }
    }

    @Test func `a server that is told to drain ends by itself`() async throws {
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            var logger = Logger(label: "server.test")
            logger.logLevel = .critical
            // Not the usual signal, which would drain the servers of other tests, too.
            try await Server(settings: settings, logger: logger).run(signals: [], drainSignal: .sigusr1) { _ in
                kill(getpid(), SIGUSR1)
            }
        }
    }

    private func withServer(_ body: @escaping @Sendable (SocketAddress) async throws -> Void) async throws {
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            settings.hardwareTypes = ["fake-hardware", "manual-management"]
            try await untilReady(settings) { readiness in try await body(#require(readiness.address)) }
        }
    }
}
