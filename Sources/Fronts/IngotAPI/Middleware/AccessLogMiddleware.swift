import Hummingbird
import Logging
import NIOCore

/// One line a request: what was asked and by whom, what was answered, how long it took.
///
/// Names of users and projects are those that the Identity service or the file of passwords gave; what a caller shows
/// to prove them, and the values in the query, are never written.
struct AccessLogMiddleware: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard logger.logLevel <= .info else { return try await next(request, context) }
        let note = CallerNote()
        var context = context
        context.callerNote = note
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        var metadata: Logger.Metadata = [
            "request.id": .string(context.requestID), "http.method": .string(request.method.rawValue),
            "http.path": .string(request.uri.path), "http.status": .stringConvertible(response.status.code),
            "http.seconds": .stringConvertible(
                Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds)),
        ]
        // A stream's length is not known when it begins.
        metadata["http.bytes"] = response.body.contentLength.map { .stringConvertible($0) }
        metadata["peer"] = (context.channel.remoteAddress?.ipAddress).map { .string($0) }
        if let caller = note.caller {
            metadata["user"] = (caller.userName ?? caller.userID).map { .string($0) }
            metadata["project"] = (caller.projectName ?? caller.projectID).map { .string($0) }
        }
        logger.info("Request answered", metadata: metadata)
        return response
    }
}
