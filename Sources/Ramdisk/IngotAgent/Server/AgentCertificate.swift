import Crypto
import Glibc
import SwiftASN1
import X509

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The certificate that an agent makes for its own API at start; the key never leaves memory.
package struct AgentCertificate: Sendable {
    /// PEM, handed to the conductor with every heartbeat, which trusts it and nothing else.
    package var certificate: String
    var privateKey: String

    /// Makes a key on P-256 and a certificate that names one address.
    ///
    /// The window of validity is wide on purpose: clocks of machines without an operating system are often wrong, the
    /// conductor pins this very certificate, and the key dies with the ramdisk.
    ///
    /// - Parameter address: IPv4 or IPv6, without zone or brackets.
    package static func make(for address: String, hostname: String) throws -> AgentCertificate {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName(hostname.isEmpty ? address : hostname) }
        let alternative: GeneralName =
            addressBytes(address).map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) } ?? .dnsName(address)
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSince1970: 1_577_836_800),
            notValidAfter: Date(timeIntervalSince1970: 2_493_072_000), issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions { Critical(SubjectAlternativeNames([alternative])) },
            issuerPrivateKey: key)
        return AgentCertificate(
            certificate: try certificate.serializeAsPEM().pemString + "\n",
            privateKey: try key.serializeAsPEM().pemString)
    }

    private static func addressBytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var six = in6_addr()
        if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
        return nil
    }
}
