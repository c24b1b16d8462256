import Hummingbird
import IngotModel

/// Images in the drives that a node's BMC pretends to have.
struct NodeVirtualMediaController: Sendable {
    let services: APIServices

    private static let path = "/nodes/{node}/vmedia"

    private static let drive = ResourceSchema(
        name: "virtual drive",
        fields: [.init("media_types", .texts), .init("inserted", .flag), .init("image", .anyText)])

    private static let image: [Argument] = [
        Argument("device_type", .choice(["cdrom", "disk", "floppy"]), required: true),
        Argument("image_url", required: true),
        Argument("image_download_source", .choice(["http", "local", "swift"])),
    ]

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, Self.path, since: 93, .node("baremetal:node:vmedia:get"),
                answer: EndpointAnswer(status: 200, shape: .array(Self.drive)), "Lists a node's virtual drives.", list),
            Endpoint(
                .post, Self.path, since: 89, .node("baremetal:node:vmedia:attach"),
                body: .free(
                    "An object with 'device_type' (cdrom, disk or floppy), 'image_url' and, optionally,"
                        + " 'image_download_source' (http, local or swift)."),
                answer: .noContent, "Puts an image into a virtual drive.", attach),
            Endpoint(
                .delete, Self.path, since: 89, .node("baremetal:node:vmedia:detach"),
                query: [.init("device_types", .words)], body: .ignored, answer: .noContent,
                "Takes images out of virtual drives.", detach),
        ]
    }

    private func list(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(try await NodeRequests(services: services).call(.virtualMediaList, context))
    }

    private func attach(_ request: Request, _ context: APIContext) async throws -> Response {
        let body = Arguments(try await JSONBody.object(request, context))
        try body.checkNames(Set(Self.image.map(\.name)))
        var arguments = try body.normalized(as: Self.image)
        if arguments["image_download_source"] == nil { arguments["image_download_source"] = "local" }
        _ = try await NodeRequests(services: services).call(.virtualMediaAttach, taking: arguments, context)
        return .empty(.noContent)
    }

    /// Every image is taken out where no drive is named. Drives are words joined by commas; openstacksdk sends them in
    /// the body, though the field describes the query alone.
    private func detach(_ request: Request, _ context: APIContext) async throws -> Response {
        let arguments = try await Arguments(request, context, known: [Argument("device_types")])
        let words = try arguments.text("device_types")?.split { ", ".contains($0) } ?? []
        let devices = words.map { JSONValue.string($0.lowercased()) }
        _ = try await NodeRequests(services: services).call(
            .virtualMediaDetach, taking: ["device_types": .array(devices)], context)
        return .empty(.noContent)
    }
}
