import HTTPTypes
import IngotModel

extension Endpoint {
    /// The operation of the document at a full path.
    func operation(at path: String, isVersioned: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(Self.identifier(method, path)), "summary": .string(summary),
            "tags": [.string(Self.tag(path, isVersioned: isVersioned))],
            "parameters": .array(parameters(isVersioned: isVersioned)), "responses": responses(isVersioned),
            "security": isOpen ? [[:]] : [[:], ["token": []], ["basic": []]],
        ]
        members["requestBody"] = body.documented
        if !access.rules.isEmpty { members["x-policies"] = .array(access.rules.map(JSONValue.string)) }
        if since > 1 { members["x-status-before"] = JSONValue(refusal) }
        return .object(members).documented(since: since)
    }

    private var isConditional: Bool { conditionSubject != nil }

    private var isOpen: Bool {
        if case .everybody = access { true } else { false }
    }

    /// `put_v1_nodes_node_states_power`.
    private static func identifier(_ method: HTTPRequest.Method, _ path: String) -> String {
        let words = path.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).joined(separator: "_")
        return words.isEmpty ? method.rawValue.lowercased() : "\(method.rawValue.lowercased())_\(words)"
    }

    /// The first noun of the path.
    private static func tag(_ path: String, isVersioned: Bool) -> String {
        guard isVersioned else { return "service" }
        return path.split(separator: "/").dropFirst().first.map(String.init) ?? "service"
    }

    private func parameters(isVersioned: Bool) -> [JSONValue] {
        var parameters = path.split(separator: "/").filter { $0.hasPrefix("{") }.map(Self.pathParameter)
        parameters += query.map(\.documented)
        if isVersioned { parameters += OpenAPIHeaders.versionParameters }
        if isConditional { parameters.append(OpenAPIHeaders.parameter(method == .get ? "IfNoneMatch" : "IfMatch")) }
        return parameters + headers.map(OpenAPIHeaders.parameter)
    }

    private static func pathParameter(_ part: Substring) -> JSONValue {
        let name = String(part.dropFirst().dropLast())
        return [
            "name": .string(name), "in": "path", "required": true, "schema": ["type": "string", "minLength": 1],
        ]
    }

    private func responses(_ isVersioned: Bool) -> JSONValue {
        var answers = [answer] + answer.alternatives
        if isConditional, method == .get { answers.append(.notModified) }
        var responses: [String: JSONValue] = [:]
        for answer in answers {
            responses[String(answer.status)] = answer.documented(hasEntityTag: conditionSubject == .resource)
        }
        for status in refusals(isVersioned) { responses[String(status)] = OpenAPIRefusals.reference(status) }
        return .object(responses)
    }

    private func refusals(_ isVersioned: Bool) -> Set<Int> {
        var statuses: Set<Int> = [400, 404, 406, 503]
        if !isOpen { statuses.insert(401) }
        if isVersioned { statuses.formUnion([403, 500]) }
        if since > 1 { statuses.insert(refusal) }
        if method != .get || path.hasPrefix("/nodes/{") { statuses.insert(409) }
        if body.isRead(of: method) { statuses.insert(413) }
        if isConditional, method != .get { statuses.insert(412) }
        return statuses
    }
}
