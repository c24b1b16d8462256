import HTTPTypes
import Hummingbird
import IngotModel

/// Serves the files of one directory below `/files/`: images and ramdisks for machines and tools.
///
/// Bodies stream from NIO's own threads in pieces; ranges, `HEAD` and `If-None-Match` work; no path leaves the
/// directory.
struct FilesController: Sendable {
    static let prefix = "/files/"

    let services: APIServices

    var endpoints: [Endpoint] {
        guard let directory = services.configuration.filesDirectory else { return [] }
        let files = FileMiddleware<APIContext, LocalFileSystem>(directory, urlBasePath: "/files")
        let serve: Endpoint.Handler = { request, context in
            guard let path = URLText.decoded(request.uri.path), !path.contains(where: Self.isForbidden),
                !path.split(separator: "/").contains("..")
            else { throw APIError.invalid("The path of the file is not valid", code: "invalid_path") }
            do {
                return try await files.handle(request, context: context) { _, _ in throw HTTPError(.notFound) }
            } catch let error as HTTPError where error.status == .notFound {
                throw APIError.notFound("file", path)
            }
        }
        return [HTTPRequest.Method.get, .head].map { method in
            Endpoint(
                method, "/files/**", .everybody,
                answer: EndpointAnswer(status: 200, shape: .stream("application/octet-stream")),
                "Serves a file of the operator's directory.", serve)
        }
    }

    private static func isForbidden(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
}
