/// Why a request's version cannot be served.
package enum MicroversionRefusal: Error, Hashable, CustomStringConvertible {
    /// The header's text is no version at all.
    case unreadable(String)
    /// A version, but not one between the oldest and the newest.
    case unsupported(String)

    package var description: String {
        let range = "[\(Microversion.oldest), \(Microversion.newest)]"
        return switch self {
        case .unreadable(let text):
            "The API version '\(text)' cannot be read; send '1.N' or 'latest' (supported: \(range))"
        case .unsupported(let text):
            "The API version \(text) is not supported by this service; the supported range is \(range)"
        }
    }
}

extension Microversion {
    /// The words by which versions travel in headers.
    package enum Header {
        /// The OpenStack-wide request header: `baremetal 1.N`.
        package static let service = "OpenStack-API-Version"
        package static let serviceType = "baremetal"
        package static let version = "X-OpenStack-Ironic-API-Version"
        package static let minimum = "X-OpenStack-Ironic-API-Minimum-Version"
        package static let maximum = "X-OpenStack-Ironic-API-Maximum-Version"
    }

    /// What a request asks for: the OpenStack-wide header goes first, then the service's own; neither means the oldest.
    ///
    /// - Returns: nil where no header names a version, as an empty one does not.
    /// - Throws: ``MicroversionRefusal``.
    package static func requested(service: String?, own: String?) throws(MicroversionRefusal) -> Microversion? {
        guard let text = service.flatMap(version(forServiceIn:)) ?? own, !text.isEmpty else { return nil }
        return try read(text)
    }

    /// The version that a list such as `compute 2.1, baremetal 1.50` names for us.
    private static func version(forServiceIn header: String) -> String? {
        for entry in header.split(separator: ",") {
            let words = entry.split(separator: " ")
            if words.count == 2, words[0].lowercased() == Header.serviceType { return String(words[1]) }
        }
        return nil
    }

    private static func read(_ text: String) throws(MicroversionRefusal) -> Microversion {
        let text = String(text.drop { $0 == " " })
        if text.lowercased() == "latest" { return .newest }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 48...57 ~= $0 } }) else {
            throw .unreadable(text)
        }
        guard parts[0] == "1", let minor = Int(parts[1]), oldest.minor...newest.minor ~= minor else {
            throw .unsupported(text)
        }
        return Microversion(minor: minor)
    }
}
