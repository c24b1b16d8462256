import NIOSSL

/// TLS as the agent speaks it on both sides.
enum TLSSettings {
    /// Suites of TLS 1.2 with forward secrecy and authenticated encryption; TLS 1.3 has no others.
    private static let suites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ]

    /// For calls to conductors and image servers.
    static func client(_ configuration: AgentConfiguration) throws -> TLSConfiguration {
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.minimumTLSVersion = version(configuration.minimumTLSVersion)
        settings.cipherSuiteValues = suites
        if configuration.isInsecure { settings.certificateVerification = .none }
        if let file = configuration.trustFile { settings.trustRoots = .file(file) }
        if let certificate = configuration.clientCertificateFile, let key = configuration.clientKeyFile {
            settings.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
            settings.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        }
        return settings
    }

    /// For the agent's own API.
    static func server(certificate: String, key: String, minimumVersion: String) throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8)).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
        var settings = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
        settings.minimumTLSVersion = version(minimumVersion)
        settings.cipherSuiteValues = suites
        return settings
    }

    private static func version(_ text: String) -> TLSVersion { text == "1.3" ? .tlsv13 : .tlsv12 }
}
