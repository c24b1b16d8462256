import AsyncHTTPClient
import Foundation
import IngotModel
import IngotStorage
import Logging
import NIOPosix
import Testing

@testable import IngotRuntime

@Suite struct ServerTests {
    @Test func `a server answers on an empty directory and ends as asked`() async throws {
        try await withServer { address in
            let request = HTTPClientRequest(url: "http://\(address)/")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
            #expect(response.status == .ok)
            #expect(response.headers.contains(name: "X-OpenStack-Ironic-API-Maximum-Version"))
        }
    }

    @Test func `the enabled hardware types are there from the first answer on`() async throws {
        try await withServer { address in
            let request = HTTPClientRequest(url: "http://\(address)/v1/drivers")
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
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
                    environment: [:], output: { _ in },
                    complaints: {
                        #expect($0.contains("\(address) (api.listen): Address already in use"))
                    })
                #expect(await daemon.run() == .unavailable)
                #expect(!FileManager.default.fileExists(atPath: path + "/ingot.sqlite"))
            }
        }
    }

    @Test(.timeLimit(.minutes(10))) func `a server that is told to drain ends by itself`() async throws {
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.listen = SocketAddress(host: "127.0.0.1", port: 0)
            var logger = Logger(label: "server.test")
            logger.logLevel = .critical
            // Not the usual signal, which would drain the servers of other tests, too.
            await #expect(throws: Never.self) {
                try await Server(settings: settings, logger: logger).run(signals: [], drainSignal: .sigusr1) { _ in
                    kill(getpid(), SIGUSR1)
                }
            }
        }
    }

    @Test func `a server that is told to drain while it starts lives on`() async throws {
        // A database that only passes the signal on, and hangs up.
        let database = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                kill(getpid(), SIGALRM)
                return channel.close()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(database.localAddress?.port)
        try await withTemporaryDirectory { path in
            var settings = Settings()
            settings.data = path
            settings.database.url = Secret(
                "host=127.0.0.1 port=\(port) dbname=ingot sslmode=disable gssencmode=disable")
            var logger = Logger(label: "server.test")
            logger.logLevel = .critical
            let server = Server(settings: settings, logger: logger)
            await #expect(throws: StorageError.self) {
                try await server.run(signals: [], drainSignal: .sigalrm) { _ in }
            }
        }
        try await database.close()
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
