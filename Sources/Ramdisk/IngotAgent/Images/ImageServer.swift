import AsyncHTTPClient
import IngotContracts
import IngotModel
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// Fetches images, checksum lists and config drives over HTTP.
struct ImageServer: Sendable {
    let configuration: AgentConfiguration
    let logger: Logger

    /// Gives a client for the duration of `body`; bodies are not decompressed, as their bytes are the image.
    func withClient<Result: Sendable>(_ body: (HTTPClient) async throws -> Result) async throws -> Result {
        var settings = HTTPClient.Configuration()
        settings.tlsConfiguration = try TLSSettings.client(configuration)
        settings.redirectConfiguration = .follow(max: 5, allowCycles: false)
        settings.timeout.connect = .nanoseconds(configuration.downloadTimeout.wholeNanoseconds)
        settings.timeout.read = .nanoseconds(configuration.downloadTimeout.wholeNanoseconds)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        do {
            let result = try await body(client)
            try? await client.shutdown()
            return result
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// Begins a download.
    ///
    /// - Throws: ``AgentCommandError`` of kind `imageDownloadFatal` for an answer below 500 other than 200, which
    ///   trying again does not change, and of kind `imageDownload` for others and for lost connections.
    func open(_ url: String, for image: ImageInfo?, _ client: HTTPClient) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "User-Agent", value: "ingot-agent/\(Product.version)")
        if let authorization = authorization(for: image) {
            request.headers.add(name: "Authorization", value: authorization)
        }
        let limit = configuration.downloadLimit
        let deadline: NIODeadline =
            limit > .zero ? .now() + .nanoseconds(limit.wholeNanoseconds) : .now() + .hours(24 * 7)
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: deadline, logger: logger)
        } catch {
            throw AgentCommandError(.imageDownload, "GET \(Self.shown(url)) got no answer: \(error)")
        }
        guard response.status == .ok else {
            let kind: AgentCommandError.Kind = response.status.code < 500 ? .imageDownloadFatal : .imageDownload
            throw AgentCommandError(
                kind,
                "GET \(Self.shown(url)) was answered with \(response.status.code) \(response.status.reasonPhrase);"
                    + " check that the image's URL is right and can be reached from the ramdisk")
        }
        return response
    }

    /// Fetches a small text or file whole.
    func fetch(_ url: String, for image: ImageInfo?, limit: Int) async throws -> [UInt8] {
        try await withClient { client in
            let response = try await open(url, for: image, client)
            do {
                let body = try await response.body.collect(upTo: limit)
                return Array(body.readableBytesView)
            } catch is NIOTooManyBytesError {
                throw AgentCommandError(.imageDownloadFatal, "\(Self.shown(url)) holds more than \(limit) bytes")
            } catch {
                throw AgentCommandError(.imageDownload, "GET \(Self.shown(url)) broke off: \(error)")
            }
        }
    }

    /// The header's value from the order, else from the agent's own settings.
    private func authorization(for image: ImageInfo?) -> String? {
        if let encoded = image?.requestAuthorization, let bytes = Base64.decode(encoded) {
            return String(decoding: bytes, as: UTF8.self).trimmed
        }
        if let (user, password) = image?.basicAuthorization {
            return "Basic " + Base64.encode(Array("\(user):\(password)".utf8))
        }
        guard let user = configuration.imageUser, let password = configuration.imagePassword else { return nil }
        return "Basic " + Base64.encode(Array("\(user):\(password.reveal())".utf8))
    }

    /// A URL without what may be secret in it: name, password and query.
    static func shown(_ url: String) -> String {
        let path = url.split(separator: "?", maxSplits: 1).first.map(String.init) ?? url
        guard let scheme = path.range(ofText: "://") else { return path }
        let rest = path[scheme.upperBound...]
        let host = rest.split(separator: "/", maxSplits: 1).first ?? ""
        guard let at = host.lastIndex(of: "@") else { return path }
        return String(path[..<scheme.upperBound]) + String(rest[rest.index(after: at)...])
    }
}
