import IngotModel

/// Offers methods of a vendor's own, passed through by name.
package protocol VendorInterface: HardwareInterface {
    /// The methods for one node.
    var methods: [VendorMethod] { get }
    /// The methods for the driver as a whole.
    var driverMethods: [VendorMethod] { get }

    /// Does what a method is for; name and HTTP method have been checked.
    ///
    /// - Throws: ``HardwareProblem`` where an argument is missing or wrong.
    func call(_ method: VendorMethod, _ arguments: [String: JSONValue], on task: NodeTask) async throws -> VendorReply
}

extension VendorInterface {
    package var driverMethods: [VendorMethod] { [] }
}

/// One method of a vendor, as `GET …/vendor_passthru/methods` shows it.
package struct VendorMethod: Sendable, Hashable {
    package var name: String
    /// In capitals.
    package var httpMethods: [String]
    package var description: String
    /// Whether the caller gets no result of it.
    package var isAsynchronous: Bool
    /// Whether the result is handed out as a file instead of as JSON.
    package var isAttachment: Bool
    /// Whether it needs the node for itself.
    package var needsLease: Bool

    package init(
        _ name: String, httpMethods: [String] = ["POST"], _ description: String, isAsynchronous: Bool = true,
        isAttachment: Bool = false, needsLease: Bool = true
    ) {
        self.name = name
        self.httpMethods = httpMethods
        self.description = description
        self.isAsynchronous = isAsynchronous
        self.isAttachment = isAttachment
        self.needsLease = needsLease
    }

    package var json: JSONValue {
        [
            "http_methods": .array(httpMethods.map(JSONValue.string)), "async": .bool(isAsynchronous),
            "description": .string(description), "attach": .bool(isAttachment),
            "require_exclusive_lock": .bool(needsLease),
        ]
    }
}

/// What a vendor's method gave back, and what it wants changed.
package struct VendorReply: Sendable {
    package var value: JSONValue
    package var changes: NodeChanges

    package init(_ value: JSONValue = .null, changes: NodeChanges = NodeChanges()) {
        self.value = value
        self.changes = changes
    }
}
