/// Where a service answers: scheme, host, port and, behind a proxy, a path.
public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// The address without a trailing slash and without the `/v1` that catalogues like to add.
    public let address: String

    /// Accepts `http://` and `https://` addresses.
    ///
    /// - Throws: ``InvalidEndpoint`` for anything else.
    public init(_ text: String) throws {
        var address = text
        while address.hasSuffix("/") { address.removeLast() }
        if address.hasSuffix("/v1") { address.removeLast(3) }
        while address.hasSuffix("/") { address.removeLast() }
        let scheme = ["http://", "https://"].first { address.lowercased().hasPrefix($0) }
        guard let scheme, address.count > scheme.count, !address.contains(where: \.isWhitespace) else {
            throw InvalidEndpoint(text: text)
        }
        self.address = address
    }

    public var description: String { address }
}

/// An address that is not one of an HTTP service.
public struct InvalidEndpoint: Error, Hashable, CustomStringConvertible {
    public var text: String

    public var description: String {
        "\"\(text)\" is not the address of a service; write it as http://HOST:PORT, for example http://127.0.0.1:6385"
    }
}
