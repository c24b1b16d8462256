import IngotModel

/// One implementation of one kind of interface, such as the power interface `agent`.
package protocol HardwareInterface: Sendable {
    /// The name that a node gives in its `…_interface` field.
    var name: String { get }

    /// The members of a node's `driver_info` that the interface reads, with what they mean.
    var properties: [String: String] { get }

    /// Checks whether the node carries what the interface needs, without touching the machine.
    ///
    /// - Throws: ``HardwareProblem``.
    func validate(_ task: NodeTask) async throws
}

extension HardwareInterface {
    package var properties: [String: String] { [:] }
}

/// Something that an interface cannot do, in words that tell an operator what to do about it.
package struct HardwareProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable {
        /// A field of the node is missing or wrong.
        case invalidParameter = "invalid_parameter"
        /// The interface has no such power.
        case unsupported
        /// The other side (agent, BMC, image server) did not answer or answered that it failed.
        case failed
    }

    package var code: Code
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
