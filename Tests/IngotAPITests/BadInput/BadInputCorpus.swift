import HTTPTypes
import IngotModel

@testable import IngotAPI

/// Every kind of bad input for one route, generated from what the route declares; always the same.
struct BadInputCorpus: Sendable {
    let endpoint: Endpoint
    /// The route's path with its parameters.
    let template: String
    let world: SampleWorld

    var requests: [BadRequest] {
        let all = paths + queries + headers + bodies + arguments + creations + patches
        guard case .stream = endpoint.answer.shape else { return all }
        // A stream that is not refused does not end.
        return all.filter { if case .survived = $0.outcome { false } else { true } }
    }

    var target: String { world.path(template) }

    /// The same route on something that is not there, so that nothing can happen to the samples.
    var absentTarget: String {
        world.absentPath(template)
    }

    /// The number of the route's path parameters.
    var parameterCount: Int { template.split(separator: "/").count { $0.hasPrefix("{") } }

    func path(replacing parameter: Int, with text: String) -> String {
        world.path(template, replacing: (parameter, text))
    }

    /// The path of the collection that the route belongs to, such as `/volume/connectors`.
    var collection: String {
        let path = template.split(separator: "/").dropFirst(template.hasPrefix("/v1") ? 1 : 0)
        return "/" + path.prefix { !$0.hasPrefix("{") }.joined(separator: "/")
    }

    func request(
        _ flaw: String, _ target: String? = nil, body: [UInt8]? = nil, version: Int? = nil,
        headers: [String: String] = [:], outcome: BadRequest.Outcome = .refused
    ) -> BadRequest {
        BadRequest(
            flaw: flaw, method: endpoint.method, target: target ?? self.target, body: body, version: version ?? 115,
            headers: headers, outcome: outcome)
    }

    func request(_ flaw: String, json: String, version: Int? = nil) -> BadRequest {
        request(flaw, body: Array(json.utf8), version: version)
    }

    /// The text of a JSON object whose members are raw JSON.
    static func object(_ members: [String: String]) -> String {
        let texts = members.sorted { $0.key < $1.key }.map { "\(JSONValue.string($0.key).serialized()):\($0.value)" }
        return "{\(texts.joined(separator: ","))}"
    }
}
