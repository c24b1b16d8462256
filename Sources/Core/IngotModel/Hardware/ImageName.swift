/// The name by which a run keeps the image that it deploys, the same for the same image wherever it is fetched from.
///
/// What names an image best comes first: the image service's UUID, whose content never changes; the digest of the
/// content; and the address without anything secret. The address alone would take the next content behind it for the
/// same image, and the same content on another server for another one.
package enum ImageName {
    /// Nil for work that deploys no image, and where the node names none.
    package static func deployed(by verb: Verb?, on node: Node) -> String? {
        guard let verb, LimitedWork.deploy.verbs.contains(verb) else { return nil }
        return of(node.instanceInfo)
    }

    /// The name of the image in an `instance_info`; nil where there is none, or only one too long to be kept in an
    /// index.
    package static func of(_ info: [String: JSONValue]) -> String? {
        let source = info["image_source"]?.string ?? ""
        guard let name = uuid(source) ?? digest(info) ?? address(source) else { return nil }
        return name.utf8.count <= longest ? name : nil
    }

    /// PostgreSQL's indexes take a few kilobytes; nobody tells images apart by more than this.
    private static let longest = 512

    /// An image service's image: its UUID, or `glance://` and the UUID.
    private static func uuid(_ source: String) -> String? {
        let scheme = "glance://"
        return Identifier<ImageName>(source.hasPrefix(scheme) ? String(source.dropFirst(scheme.count)) : source)?.text
    }

    /// As `algorithm:digits`. A checksum that is itself an address tells nothing of the content.
    private static func digest(_ info: [String: JSONValue]) -> String? {
        if let algorithm = info["image_os_hash_algo"]?.string, let value = info["image_os_hash_value"]?.string {
            return value.isEmpty ? nil : "\(algorithm):\(value)".lowercased()
        }
        guard let digits = info["image_checksum"]?.string, let algorithm = algorithms[digits.utf8.count],
            digits.allSatisfy(\.isHexDigit)
        else { return nil }
        return "\(algorithm):\(digits)".lowercased()
    }

    /// Which digest has so many hexadecimal digits.
    private static let algorithms = [32: "md5", 64: "sha256", 128: "sha512"]

    private static func address(_ source: String) -> String? {
        let bare = source.withoutSecrets
        return bare.isEmpty ? nil : bare
    }
}
