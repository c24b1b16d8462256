import IngotModel

/// What to write and how to check it: the `image_info` of `standby.prepare_image` and of the `write_image` step.
package struct ImageInfo: Sendable, Hashable {
    /// Proof that the bytes are the wanted ones; one of them must be given.
    package enum Checksum: Sendable, Hashable {
        /// `os_hash_algo` and `os_hash_value`, for example `sha256` and 64 hexadecimal digits.
        case hash(algorithm: String, value: String)
        /// Hexadecimal digits whose number tells the algorithm.
        case digits(String)
        /// Where a checksum file is to be had.
        case url(String)
    }

    package enum Kind: String, Sendable, Hashable {
        case wholeDisk = "whole-disk"
        case partition
    }

    /// The image's identity; a second order with the same one is not written again.
    package var id: String
    /// Tried in order.
    package var urls: [String]
    package var checksum: Checksum
    package var diskFormat: String?
    package var containerFormat: String?
    package var isStreamed: Bool
    package var kind: Kind?
    package var nodeUUID: String?
    /// Base64 of gzip, or a URL to that; may hold secrets.
    package var configDrive: String?
    /// The whole value of the `Authorization` header for the image server, as base64; a secret.
    package var requestAuthorization: String?
    /// Name and password for the image server, when its strategy is `http_basic`; a secret.
    package var basicAuthorization: (user: String, password: String)?
    /// Members that only images of partitions use, and those Ingot does not interpret, as they came.
    package var others: [String: JSONValue]

    package init(
        id: String, urls: [String], checksum: Checksum, diskFormat: String? = "raw", isStreamed: Bool = true,
        kind: Kind? = .wholeDisk, nodeUUID: String? = nil, configDrive: String? = nil,
        requestAuthorization: String? = nil
    ) {
        self.id = id
        self.urls = urls
        self.checksum = checksum
        self.diskFormat = diskFormat
        self.isStreamed = isStreamed
        self.kind = kind
        self.nodeUUID = nodeUUID
        self.configDrive = configDrive
        self.requestAuthorization = requestAuthorization
        others = [:]
    }

    /// Reads and checks an image's description.
    ///
    /// - Parameter allowsMD5: Whether a checksum of 32 digits counts.
    /// - Throws: ``WireShapeError`` where identity, URLs or a usable checksum are missing.
    package init(_ json: JSONValue, allowsMD5: Bool = false) throws(WireShapeError) {
        let object = try WireObject(json, at: "image_info")
        id = try object.text("id")
        guard !id.isEmpty, !id.contains("/"), id != "..", id != "." else {
            throw WireShapeError(path: "image_info.id", reason: "\"\(id)\" must be a plain name without path parts")
        }
        urls = try object.optionalTexts("urls") ?? []
        guard !urls.isEmpty else { throw WireShapeError(path: "image_info.urls", reason: "needs at least one URL") }
        checksum = try Self.checksum(object, allowsMD5: allowsMD5)
        diskFormat = try object.optionalText("disk_format")
        containerFormat = try object.optionalText("container_format")
        isStreamed = try object.optionalFlag("stream_raw_images") ?? false
        kind = try Self.kind(object)
        nodeUUID = try object.optionalText("node_uuid")
        configDrive = try object.optionalText("configdrive")
        requestAuthorization = try object.optionalText("image_request_authorization")
        basicAuthorization = try Self.basicAuthorization(object)
        others = object.members.filter { !Self.interpreted.contains($0.key) }
    }

    package var json: JSONValue {
        var members = others
        members["id"] = .string(id)
        members["urls"] = .array(urls.map(JSONValue.string))
        members["disk_format"] = JSONValue(diskFormat)
        members["container_format"] = JSONValue(containerFormat)
        members["stream_raw_images"] = .bool(isStreamed)
        members["image_type"] = kind.map { .string($0.rawValue) }
        members["node_uuid"] = nodeUUID.map(JSONValue.string)
        members["configdrive"] = configDrive.map(JSONValue.string)
        members["image_request_authorization"] = requestAuthorization.map(JSONValue.string)
        if let basicAuthorization {
            members["image_server_auth_strategy"] = "http_basic"
            members["image_server_user"] = .string(basicAuthorization.user)
            members["image_server_password"] = .string(basicAuthorization.password)
        }
        switch checksum {
        case .hash(let algorithm, let value):
            members["os_hash_algo"] = .string(algorithm)
            members["os_hash_value"] = .string(value)
        case .digits(let text), .url(let text): members["checksum"] = .string(text)
        }
        return .object(members)
    }

    package static func == (left: ImageInfo, right: ImageInfo) -> Bool { left.json == right.json }
    package func hash(into hasher: inout Hasher) { hasher.combine(json) }

    private static let interpreted: Set<String> = [
        "id", "urls", "checksum", "os_hash_algo", "os_hash_value", "disk_format", "container_format",
        "stream_raw_images", "image_type", "node_uuid", "configdrive", "image_request_authorization",
        "image_server_auth_strategy", "image_server_user", "image_server_password",
    ]

    private static func checksum(_ object: WireObject, allowsMD5: Bool) throws(WireShapeError) -> Checksum {
        let algorithm = try object.optionalText("os_hash_algo") ?? ""
        let value = try object.optionalText("os_hash_value") ?? ""
        if !algorithm.isEmpty, !value.isEmpty {
            return .hash(algorithm: algorithm.lowercased(), value: value.lowercased())
        }
        let checksum = try object.optionalText("checksum") ?? ""
        if checksum.hasPrefix("http://") || checksum.hasPrefix("https://") { return .url(checksum) }
        if checksum.count > 32 || (checksum.count == 32 && allowsMD5) { return .digits(checksum.lowercased()) }
        throw WireShapeError(
            path: "image_info",
            reason: "needs a usable checksum: os_hash_algo with os_hash_value, or checksum as a URL or as more than 32"
                + " digits\(checksum.count == 32 ? "; MD5 is not enabled" : "")")
    }

    private static func kind(_ object: WireObject) throws(WireShapeError) -> Kind? {
        guard let text = try object.optionalText("image_type") else { return nil }
        guard let kind = Kind(rawValue: text) else {
            throw WireShapeError(
                path: object.path("image_type"), reason: "\"\(text)\" is neither whole-disk nor partition")
        }
        return kind
    }

    private static func basicAuthorization(_ object: WireObject) throws(WireShapeError)
        -> (user: String, password: String)?
    {
        guard try object.optionalText("image_server_auth_strategy") == "http_basic" else { return nil }
        return (try object.text("image_server_user"), try object.text("image_server_password"))
    }
}
