import IngotModel

/// How far a command has come.
package enum AgentCommandStatus: String, Sendable, Hashable, CaseIterable {
    case running = "RUNNING"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    /// The hardware managers differ from those the steps were read from; spelled so for all three kinds of steps.
    case versionMismatch = "CLEAN_VERSION_MISMATCH"

    /// Reads a status, also the other spelling of the version mismatch that agents of the field use.
    package init?(wire text: String) {
        if text == "VERSION_MISMATCH" { self = .versionMismatch } else { self.init(rawValue: text) }
    }
}

/// What became of one command: the answer to a `POST` and an element of the command list.
package struct AgentCommandResult: Sendable, Hashable {
    package var id: String
    /// The command's name without its extension (``AgentCommandName/shortName``).
    package var name: String
    package var status: AgentCommandStatus
    package var error: AgentCommandError?
    /// Null, an object or a list.
    package var result: JSONValue

    package init(
        id: String, name: String, status: AgentCommandStatus, error: AgentCommandError? = nil, result: JSONValue = .null
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.error = error
        self.result = result
    }

    package init(_ json: JSONValue, at path: String = "command") throws(WireShapeError) {
        let object = try WireObject(json, at: path)
        let status = try object.text("command_status")
        guard let known = AgentCommandStatus(wire: status) else {
            throw WireShapeError(path: object.path("command_status"), reason: "\"\(status)\" is not known")
        }
        self.init(
            id: try object.text("id"), name: try object.text("command_name"), status: known,
            error: object["command_error"].map(AgentCommandError.init(wire:)),
            result: object["command_result"] ?? .null)
    }

    /// Reads the answer to `GET /v1/commands/`: the commands of this life of the agent, oldest first.
    package static func list(_ json: JSONValue) throws(WireShapeError) -> [AgentCommandResult] {
        let object = try WireObject(json, at: "body")
        guard let values = object["commands"]?.array else {
            throw WireShapeError(path: "body.commands", reason: "must be a list")
        }
        var results: [AgentCommandResult] = []
        for (index, value) in values.enumerated() {
            results.append(try AgentCommandResult(value, at: "commands[\(index)]"))
        }
        return results
    }

    package static func json(list: [AgentCommandResult]) -> JSONValue { ["commands": .array(list.map(\.json))] }

    package var json: JSONValue {
        [
            "id": .string(id),
            "command_name": .string(name),
            "command_status": .string(status.rawValue),
            "command_error": error?.json ?? .null,
            "command_result": result,
        ]
    }
}
