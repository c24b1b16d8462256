import IngotModel
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The API's certificate with its key, read from PEM files and read again when they change.
///
/// New connections get the new certificate; those that are open keep the old one. Files that cannot be used change
/// nothing and are told of in the log.
final class ServerCertificate: Service {
    private struct Pair: Sendable {
        var chain: [NIOSSLCertificateSource]
        var key: NIOSSLPrivateKeySource
    }

    private let paths: (certificate: String, key: String)
    private let interval: Duration
    private let logger: Logger
    private let current: Mutex<Pair>

    /// - Throws: ``SettingsProblem`` that names the file that cannot be used.
    init(certificate: String, key: String, interval: Duration, logger: Logger) throws(SettingsProblem) {
        paths = (certificate, key)
        self.interval = interval
        self.logger = logger
        current = Mutex(try Self.read(paths))
    }

    /// What the listener is built with: each handshake asks for the certificate as it is then.
    func configuration() -> TLSConfiguration {
        let pair = current.withLock { $0 }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain, privateKey: pair.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { [self] _, promise in
            let pair = current.withLock { $0 }
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = pair.chain
            override.privateKey = pair.key
            promise.succeed(override)
        }
        return configuration
    }

    /// Looks at the files from time to time until the end.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var seen = Self.stamps(of: self.paths)
            while !Task.isCancelled {
                do { try await Task.sleep(for: self.interval) } catch { return }
                let stamps = Self.stamps(of: self.paths)
                guard stamps != seen else { continue }
                seen = stamps
                self.reload()
            }
        }
    }

    func reload() {
        do throws(SettingsProblem) {
            let pair = try Self.read(paths)
            current.withLock { $0 = pair }
            logger.info("The API's certificate was read again", metadata: ["file": "\(paths.certificate)"])
        } catch {
            logger.error(
                "The API's new certificate cannot be used; the old one stays", metadata: ["error": "\(error.summary)"])
        }
    }

    private static func read(_ paths: (certificate: String, key: String)) throws(SettingsProblem) -> Pair {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        do {
            chain = try NIOSSLCertificate.fromPEMFile(paths.certificate)
        } catch {
            throw SettingsProblem(
                unusable: paths.certificate, as: "api.tls_certificate",
                because: Self.reason(paths.certificate, "certificate"))
        }
        do {
            key = try NIOSSLPrivateKey(file: paths.key, format: .pem)
        } catch {
            throw SettingsProblem(
                unusable: paths.key, as: "api.tls_key", because: Self.reason(paths.key, "private key"))
        }
        let pair = Pair(chain: chain.map { .certificate($0) }, key: .privateKey(key))
        do {
            // Building a context is what tells whether key and certificate belong together.
            _ = try NIOSSLContext(
                configuration: .makeServerConfiguration(certificateChain: pair.chain, privateKey: pair.key))
        } catch {
            throw SettingsProblem(
                unusable: paths.key, as: "api.tls_key", because: "it does not fit \(paths.certificate): \(error)")
        }
        return pair
    }

    private static func reason(_ path: String, _ wanted: String) -> String {
        FileTrouble(reading: path).map { "it could not be read: \($0)" } ?? "it holds no \(wanted) in PEM"
    }

    /// What changes with the files; links are followed, as whoever renews certificates often exchanges a directory.
    /// What tells one state of the files from another, links followed.
    private static func stamps(of paths: (certificate: String, key: String)) -> [FileStamp?] {
        [FileStamp(of: paths.certificate), FileStamp(of: paths.key)]
    }
}
