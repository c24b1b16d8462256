import Foundation
import Logging
import Synchronization
import Testing

@testable import IngotAgent
@testable import IngotRuntime

@Suite struct ServerCertificateTests {
    @Test func `a new certificate that cannot be used is told of without a word about starting`() throws {
        try withTemporaryDirectory { directory in
            let made = try AgentCertificate.make(for: "127.0.0.1", hostname: "here")
            let (path, key) = ("\(directory)/cert.pem", "\(directory)/key.pem")
            try made.certificate.write(toFile: path, atomically: true, encoding: .utf8)
            try made.privateKey.write(toFile: key, atomically: true, encoding: .utf8)
            let lines = Lines()
            let certificate = try ServerCertificate(
                certificate: path, key: key, interval: .seconds(1),
                logger: Logger(label: "certificate.test") { _ in LineLog(lines: lines) })
            try "no certificate at all".write(toFile: path, atomically: true, encoding: .utf8)
            certificate.reload()
            let line = try #require(lines.all.last)
            #expect(line.contains("the old one stays") && line.contains("api.tls_certificate = \"\(path)\""))
            #expect(!line.contains("cannot start") && !line.contains("--help"))
        }
    }

    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])

        var all: [String] { kept.withLock { $0 } }

        func add(_ line: String) { kept.withLock { $0.append(line) } }
    }

    private struct LineLog: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.add("\(event.message) \(event.metadata ?? [:])") }
    }
}
