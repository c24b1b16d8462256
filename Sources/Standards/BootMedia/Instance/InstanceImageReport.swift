/// What an instance image build left behind.
package struct InstanceImageReport: Sendable, Hashable {
    package let image: String
    /// Size in bytes.
    package let size: Int
    /// The image's SHA-256 in hexadecimal, also written to ``checksumFile``.
    package let sha256: String
    package let checksumFile: String
}
