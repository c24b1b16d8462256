import HTTPTypes
import Hummingbird
import IngotContracts
import IngotModel

/// The routes that every collection has.
extension ResourceCollection {
    static var schema: ResourceSchema { table.schema }

    /// `fields=` of a single resource.
    static var showParameters: [QueryParameter] {
        [.init("fields", .wordsAmong(schema.names), since: gates.fieldsSince)]
    }

    /// What `…/detail` takes.
    static var detailParameters: [QueryParameter] { Page.parameters(of: schema) + filters }

    /// What the list takes.
    static var listParameters: [QueryParameter] {
        detailParameters + [.init("fields", .wordsAmong(schema.names), since: gates.fieldsSince)]
            + [detailParameter].compactMap { $0 }
    }

    private static var detailParameter: QueryParameter? {
        gates.detailSince.map { since in
            let refusal = APIError.invalid(
                "The query parameter 'detail' needs API version \(Microversion(minor: since)) or newer")
            return QueryParameter("detail", .flag, since: since, refusal: refusal)
        }
    }

    var standardEndpoints: [Endpoint] {
        let endpoints = listEndpoints(at: "/\(Self.path)") + singleEndpoints
        return Self.gates.refusesItself ? endpoints.map(\.refusingItself) : endpoints
    }

    /// The list, plain and in detail; below a parent too, whose path parameter the filter reads.
    func listEndpoints(at path: String, since: Int? = nil) -> [Endpoint] {
        let gates = Self.gates
        let answer = EndpointAnswer.list(Self.member, of: Self.schema)
        var endpoints = [
            Endpoint(
                .get, path, since: since ?? gates.since, refusal: gates.readRefusal, Self.rules.list,
                query: Self.listParameters, answer: answer, "Lists \(Self.member).", list)
        ]
        if gates.hasDetailRoute {
            endpoints.append(
                Endpoint(
                    .get, "\(path)/detail", since: since ?? gates.since, refusal: gates.readRefusal, Self.rules.list,
                    query: Self.detailParameters, answer: answer, "Lists \(Self.member) with all fields.", listInDetail)
            )
        }
        return endpoints
    }

    /// Below a parent there is the list alone: everything else is refused, with a word on where to find it.
    func refusedEndpoints(below path: String, since: Int? = nil) -> [Endpoint] {
        let single = "\(path)/{\(Self.parameter)}"
        let routes: [(HTTPRequest.Method, String)] = [
            (.post, path), (.get, single), (.patch, single), (.delete, single),
        ]
        return routes.map { method, path in
            Endpoint(
                method, path, since: since ?? Self.gates.since, .callers, body: .ignored, answer: .refusal,
                "Refuses what is only possible at the top."
            ) { _, _ in
                throw APIError.invalid(
                    "A single \(Self.table.resource) is found and changed at /v1/\(Self.path), not below its parent",
                    code: "malformed_uri")
            }
        }
    }

    private var singleEndpoints: [Endpoint] {
        let gates = Self.gates
        let path = "/\(Self.path)/{\(Self.parameter)}"
        let noun = Self.table.resource
        var endpoints = [
            Endpoint(
                .get, path, since: gates.since, refusal: gates.readRefusal, Self.rules.get, query: Self.showParameters,
                answer: .resource(Self.schema), "Shows one \(noun).", show
            ).conditional(on: .resource)
        ]
        if gates.creates {
            endpoints.append(
                Endpoint(
                    .post, "/\(Self.path)", since: gates.since, refusal: gates.writeRefusal, Self.rules.create,
                    body: .create(Self.schema, required: Self.required, also: Self.alsoTaken),
                    answer: .resource(Self.schema, status: 201), "Creates a \(noun).",
                    create))
        }
        if gates.updates {
            endpoints.append(
                Endpoint(
                    .patch, path, since: gates.updateSince ?? gates.since, refusal: gates.writeRefusal,
                    Self.rules.update, body: .patch(Self.schema), answer: .resource(Self.schema),
                    "Changes one \(noun).", update
                ).conditional(on: .resource))
        }
        if gates.deletes {
            endpoints.append(
                Endpoint(
                    .delete, path, since: gates.since, refusal: gates.writeRefusal, Self.rules.delete,
                    answer: .noContent, "Deletes one \(noun).", delete
                ).conditional(on: .resource))
        }
        return endpoints
    }
}
