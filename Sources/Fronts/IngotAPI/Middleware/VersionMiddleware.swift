import HTTPTypes
import Hummingbird
import IngotContracts

extension HTTPField.Name {
    static let serviceVersion = literal(Microversion.Header.service)
    static let ownVersion = literal(Microversion.Header.version)
    static let minimumVersion = literal(Microversion.Header.minimum)
    static let maximumVersion = literal(Microversion.Header.maximum)
}

/// Settles which API version a request speaks, and says so in the answer.
///
/// Stands outside of the error bodies, so that refusals of any kind carry the versions too.
struct VersionMiddleware: RouterMiddleware {
    let configuration: APIConfiguration

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.links = LinkBuilder(for: request, configuration, isLocal: context.isLocal)
        do {
            context.version =
                try Microversion.requested(
                    service: request.headers[.serviceVersion], own: request.headers[.ownVersion]) ?? .oldest
        } catch {
            return Self.refused(error, at: request.uri.path)
        }
        var response = try await next(request, context)
        Self.addRange(to: &response)
        response.headers[.ownVersion] = context.version.description
        return response
    }

    /// The root document refuses in its own form, as the field's server does.
    private static func refused(_ refusal: MicroversionRefusal, at path: String) -> Response {
        var response = APIError(
            status: 406, code: "version_not_acceptable", message: refusal.description,
            form: path == "/" ? .application : .framework
        ).response
        if case .unsupported = refusal { addRange(to: &response) }
        return response
    }

    private static let oldest = Microversion.oldest.description
    private static let newest = Microversion.newest.description

    private static func addRange(to response: inout Response) {
        response.headers[.minimumVersion] = oldest
        response.headers[.maximumVersion] = newest
    }
}
