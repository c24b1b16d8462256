import Yams

/// One `clouds.yaml`, read for the address of a Bare Metal service.
struct CloudsFile {
    private let path: String
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

    /// The address that a cloud without authentication names for its Bare Metal service.
    func endpoint(of name: String) throws -> String {
        guard let cloud = clouds[Node(name)] else {
            throw CloudsFileError.unknown(cloud: name, path: path, known: clouds.keys.compactMap(\.string).sorted())
        }
        let kind = cloud["auth_type"]?.string ?? "none"
        guard ["none", "noauth", "None"].contains(kind) else {
            throw CloudsFileError.wantsAuthentication(cloud: name, path: path, kind: kind)
        }
        let places = [cloud["baremetal_endpoint_override"], cloud["endpoint"], cloud["auth"]?["endpoint"]]
        guard let address = places.lazy.compactMap({ $0?.string }).first(where: { !$0.isEmpty }) else {
            throw CloudsFileError.noAddress(cloud: name, path: path)
        }
        return address
    }
}

/// Why a cloud of clouds.yaml gives no address.
package enum CloudsFileError: Error, Hashable, CustomStringConvertible {
    case missing(cloud: String, tried: [String])
    case unreadable(path: String, reason: String)
    case unknown(cloud: String, path: String, known: [String])
    case wantsAuthentication(cloud: String, path: String, kind: String)
    case noAddress(cloud: String, path: String)

    package var description: String {
        switch self {
        case .missing(let cloud, let tried):
            "The cloud \"\(cloud)\" is asked for, and there is no clouds.yaml: looked for \(tried.joined(separator: ", ")). "
                + "Write one, or name the service with --url."
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason). Correct it, or name the service with --url."
        case .unknown(let cloud, let path, let known):
            "\(path) has no cloud \"\(cloud)\"; it has \(known.joined(separator: ", ")). Choose one with --cloud or OS_CLOUD."
        case .wantsAuthentication(let cloud, let path, let kind):
            "The cloud \"\(cloud)\" of \(path) wants auth_type \(kind), which this command does not speak. "
                + "Use a cloud with auth_type none, or name the service with --url."
        case .noAddress(let cloud, let path):
            "The cloud \"\(cloud)\" of \(path) names no address. Add baremetal_endpoint_override, or auth.endpoint."
        }
    }
}
