import HTTPTypes
import Hummingbird
import IngotContracts

/// Takes off the `.json` that old clients put behind paths, before anybody looks for a route.
///
/// It is done for those alone who name a version below 1.91 (peer: ironic's `JsonExtensionMiddleware`). As names may
/// end like that, ``APIContext/finding(_:_:)`` looks once more with the suffix where nothing is found without.
package struct SuffixResponder<Next: HTTPResponder>: HTTPResponder where Next.Context == APIContext {
    private static var suffix: String { APIContext.suffix }
    /// The first version that takes every path as it is.
    private static var minorWithoutSuffix: Int { 91 }

    let next: Next

    package func respond(to request: Request, context: APIContext) async throws -> Response {
        guard let shortened = Self.shortened(request) else {
            return try await next.respond(to: request, context: context)
        }
        var context = context
        context.hadSuffix = true
        return try await next.respond(to: shortened, context: context)
    }

    /// The request without the suffix; nil where it stays as it is.
    private static func shortened(_ request: Request) -> Request? {
        let target = request.uri.string
        // By bytes, as each request comes by here.
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        guard target.utf8[..<end].suffix(suffix.utf8.count).elementsEqual(suffix.utf8) else { return nil }
        let path = target[..<end]
        guard !isOwn(path), isOld(request.headers) else { return nil }
        var head = request.head
        head.path = String(path.dropLast(suffix.count)) + String(target[path.endIndex...])
        return Request(head: head, body: request.body)
    }

    /// Whether it is a document of Ingot's own, which is called so.
    private static func isOwn(_ path: Substring) -> Bool { path == "/openapi.json" || path.hasPrefix("/files/") }

    private static func isOld(_ headers: HTTPFields) -> Bool {
        let version = try? Microversion.requested(service: headers[.serviceVersion], own: headers[.ownVersion])
        return version.map { !$0.knows(since: minorWithoutSuffix) } ?? false
    }
}

extension APIContext {
    fileprivate static let suffix = ".json"

    /// What is found under the name that a path ends with; the suffix that was taken off may be part of it.
    ///
    /// - Throws: ``APIError``: what `find` throws.
    func finding<Found>(_ reference: String, _ find: (String) throws -> Found) throws -> Found {
        do {
            return try find(reference)
        } catch let refusal as APIError where hadSuffix && refusal.status == 404 {
            return try find(reference + Self.suffix)
        }
    }
}
