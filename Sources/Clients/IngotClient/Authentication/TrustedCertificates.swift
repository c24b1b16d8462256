import NIOSSL

/// The certificates of authorities that a client trusts instead of the system's.
public struct TrustedCertificates: Sendable {
    let certificates: [NIOSSLCertificate]

    /// - Parameters:
    ///   - pem: the text of a PEM file with one certificate or more.
    ///   - source: where it came from, for the error.
    /// - Throws: ``UnusableCertificates``.
    public init(pem: [UInt8], source: String) throws {
        do {
            certificates = try NIOSSLCertificate.fromPEMBytes(pem)
        } catch {
            throw UnusableCertificates(source: source)
        }
        if certificates.isEmpty { throw UnusableCertificates(source: source) }
    }
}

/// A file of certificates that holds none.
public struct UnusableCertificates: Error, Sendable, Hashable, CustomStringConvertible {
    public var source: String
    public var description: String {
        "\(source) holds no certificates in PEM form; OS_CACERT, or cacert of clouds.yaml, must name a file that does."
    }
}
