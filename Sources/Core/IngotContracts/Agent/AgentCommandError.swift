import IngotModel

/// Why a command failed: the `command_error` of a result, and the error that commands throw inside the agent.
package struct AgentCommandError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The class of the error, such as `DeviceNotFound`; the known ones are ``Kind``.
    package var type: String
    /// The number of the HTTP status that fits the error.
    package var code: Int
    /// A fixed sentence for the class.
    package var message: String
    /// What happened here: what was tried, where, the evidence, and what to do next.
    package var details: String

    package init(_ kind: Kind, _ details: String) {
        self.init(type: kind.rawValue, code: kind.code, message: kind.message, details: details)
    }

    package init(type: String, code: Int, message: String, details: String) {
        self.type = type
        self.code = code
        self.message = message
        self.details = details
    }

    /// Reads an error leniently, for an agent's odd error must not hide that the command failed.
    package init(wire json: JSONValue) {
        self.init(
            type: json["type"]?.string ?? "CommandExecutionError", code: json["code"]?.integer ?? 500,
            message: json["message"]?.string ?? "", details: json["details"]?.string ?? json.string ?? "")
        if type == "CommandExecutionError", message.isEmpty, details.isEmpty { details = json.serialized() }
    }

    package var json: JSONValue {
        [
            "type": .string(type), "code": .integer(Int64(code)), "message": .string(message),
            "details": .string(details),
        ]
    }

    /// What conductors put into `last_error`: the details, or the message where there are none.
    package var description: String { details.isEmpty ? message : details }

    package var kind: Kind? { Kind(rawValue: type) }

    /// The body that a fault has when it ends the HTTP call itself rather than the command.
    package var fault: JSONValue {
        [
            "faultcode": .string(code < 500 ? "Client" : "Server"),
            "faultstring": .string(details.isEmpty ? message : "\(message): \(details)"),
        ]
    }
}

extension AgentCommandError {
    /// The classes of errors of the agent contract that Ingot's agent uses.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case invalidContent = "InvalidContentError"
        case invalidCommand = "InvalidCommandError"
        case invalidParameters = "InvalidCommandParamsError"
        case notFound = "NotFound"
        case objectNotFound = "RequestedObjectNotFoundError"
        case deviceNotFound = "DeviceNotFound"
        case execution = "CommandExecutionError"
        case busy = "AgentIsBusy"
        case heartbeat = "HeartbeatError"
        case heartbeatConflict = "HeartbeatConflictError"
        case heartbeatConnection = "HeartbeatConnectionError"
        case lookupNode = "LookupNodeError"
        case lookupAddress = "LookupAgentIPError"
        case imageDownload = "ImageDownloadError"
        case imageDownloadTimeout = "ImageDownloadTimeoutError"
        case imageDownloadOutOfSpace = "ImageDownloadOutofSpaceError"
        case imageDownloadFatal = "ImageDownloadFatalError"
        case imageChecksum = "ImageChecksumError"
        case imageWrite = "ImageWriteError"
        case invalidImage = "InvalidImage"
        case reboot = "SystemRebootError"
        case deviceErase = "BlockDeviceEraseError"
        case blockDevice = "BlockDeviceError"
        case protectedDevice = "ProtectedDeviceError"
        case `extension` = "ExtensionError"
        case unknownNode = "UnknownNodeError"
        case managerMethodNotFound = "HardwareManagerMethodNotFound"
        case incompatibleMethod = "IncompatibleHardwareMethodError"
        case versionMismatch = "VersionMismatch"
        case cleaning = "CleaningError"
        case deployment = "DeploymentError"
        case servicing = "ServicingError"

        package var code: Int {
            switch self {
            case .invalidContent, .invalidCommand, .invalidParameters: 400
            case .notFound, .objectNotFound, .deviceNotFound: 404
            case .imageDownloadTimeout: 408
            case .busy, .versionMismatch: 409
            default: 500
            }
        }

        /// Whether the error is the HTTP answer itself; all others end in a result of status FAILED.
        package var endsTheCall: Bool {
            switch self {
            case .invalidContent, .invalidCommand, .invalidParameters, .objectNotFound, .busy: true
            default: false
            }
        }

        package var message: String {
            switch self {
            case .invalidContent: "Invalid request body"
            case .invalidCommand: "Invalid command"
            case .invalidParameters: "Invalid command parameters"
            case .notFound, .objectNotFound: "Not found"
            case .deviceNotFound: "No suitable disk or partition"
            case .execution: "Command execution failed"
            case .busy: "Agent is busy"
            case .heartbeat: "The heartbeat failed"
            case .heartbeatConflict: "The conductor is busy with the node"
            case .heartbeatConnection: "The conductor did not answer the heartbeat"
            case .lookupNode: "The node was not found"
            case .lookupAddress: "The agent's own address was not found"
            case .imageDownload, .imageDownloadFatal: "Downloading the image failed"
            case .imageDownloadTimeout: "Downloading the image took too long"
            case .imageDownloadOutOfSpace: "The image does not fit"
            case .imageChecksum: "The image's checksum is wrong"
            case .imageWrite: "Writing the image failed"
            case .invalidImage: "The image is not usable"
            case .reboot: "The machine did not reboot"
            case .deviceErase: "Erasing a disk failed"
            case .blockDevice: "A disk did not do what it was asked"
            case .protectedDevice: "A disk is protected"
            case .extension: "The extension failed"
            case .unknownNode: "No node is known yet"
            case .managerMethodNotFound: "No hardware manager knows the method"
            case .incompatibleMethod: "The hardware manager does not support the method here"
            case .versionMismatch: "The hardware managers have changed"
            case .cleaning: "The clean step failed"
            case .deployment: "The deploy step failed"
            case .servicing: "The service step failed"
            }
        }
    }
}
