import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tries, before anything is begun, whether this process will be able to listen where its settings say.
///
/// What listens begins last, when the conductor has already taken up work; a mistake must be told before that.
struct ListeningTrial: Sendable {
    let settings: Settings

    /// - Throws: ``ListeningProblem`` for the first address that cannot be had.
    func run() async throws {
        if let address = settings.metricsListen { try await listen(at: address, "metrics.listen") }
        guard settings.role.runsAPI else { return }
        try await listen(at: settings.listen, "api.listen")
        if let path = settings.listener.socket {
            let file = UnixSocketFile(path: path)
            try file.clear()
            try await listen("unix:\(path)", "api.socket") { try await $0.bind(unixDomainSocketPath: path).get() }
            try file.clear()
        }
    }

    private func listen(at address: SocketAddress, _ key: String) async throws {
        try await listen(address.description, key) { try await $0.bind(host: address.host, port: address.port).get() }
    }

    private func listen(
        _ name: String, _ key: String, _ bind: @Sendable (ServerBootstrap) async throws -> any Channel
    ) async throws {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        do {
            try await bind(bootstrap).close()
        } catch {
            throw ListeningProblem(address: name, key: key, reason: Self.words(for: error))
        }
    }

    /// The system's own words, without the names of calls and parameters around them.
    private static func words(for error: any Error) -> String {
        (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
    }
}
