import Yams

/// One `clouds.yaml` or `secure.yaml`.
struct CloudsFile {
    let path: String
    private let clouds: Node.Mapping

    init(path: String, bytes: [UInt8]) throws {
        self.path = path
        do {
            guard let root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)),
                let clouds = root["clouds"]?.mapping
            else { throw CloudsFileError.unreadable(path: path, reason: "it has no \"clouds\" section") }
            self.clouds = clouds
        } catch let error as YamlError {
            throw CloudsFileError.unreadable(path: path, reason: "\(error)")
        }
    }

    /// The clouds that the file describes.
    var names: [String] { clouds.keys.compactMap(\.string).sorted() }

    /// All that the file says of a cloud in single values, what is below `auth` among them; nil where it has no such
    /// cloud.
    func values(of name: String) -> [String: String]? {
        guard let cloud = clouds[Node(name)]?.mapping else { return nil }
        return Self.texts(cloud).merging(cloud["auth"]?.mapping.map(Self.texts) ?? [:]) { $1 }
    }

    private static func texts(_ mapping: Node.Mapping) -> [String: String] {
        let pairs = mapping.compactMap { key, value in value.scalar.map { (key.string ?? "", $0.string) } }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }
}

/// Why a cloud of clouds.yaml cannot be used.
package enum CloudsFileError: Error, Hashable, CustomStringConvertible {
    case missing(cloud: String, tried: [String])
    case unreadable(path: String, reason: String)
    case unknown(cloud: String, path: String, known: [String])
    case noAddress(cloud: String, path: String)

    package var description: String {
        switch self {
        case .missing(let cloud, let tried):
            "The cloud \"\(cloud)\" is asked for, and there is no clouds.yaml: looked for \(tried.joined(separator: ", ")). "
                + "Write one, or choose no cloud and name the service with --url."
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason). Correct it, or choose no cloud and name the service with --url."
        case .unknown(let cloud, let path, let known):
            "\(path) has no cloud \"\(cloud)\"; it has \(known.joined(separator: ", ")). Choose one with --cloud or OS_CLOUD."
        case .noAddress(let cloud, let path):
            "The cloud \"\(cloud)\" of \(path) names no address. Add baremetal_endpoint_override, or auth.endpoint."
        }
    }
}
