import IngotModel
import IngotStorage

/// One node of a bulk creation: the body that `POST /v1/nodes` takes, and with it `ports`, each as `POST /v1/ports`
/// takes it but for the node.
struct BulkNodeItem: Sendable {
    let index: Int
    let body: [String: JSONValue]

    /// Tells which item it was that cannot be created.
    struct Failure: Error {
        let index: Int
        let cause: any Error
    }

    /// - Throws: ``Failure``; what the storage retries by itself goes through as it is.
    func create(_ services: APIServices, _ transaction: Transaction, _ context: APIContext) throws -> BulkResult {
        do {
            return try made(services, transaction, context)
        } catch let error as APIError {
            throw Failure(index: index, cause: error)
        } catch let error as StorageError where error.isAboutOneObject {
            throw Failure(index: index, cause: error)
        }
    }

    private func made(
        _ services: APIServices, _ transaction: Transaction, _ context: APIContext
    ) throws -> BulkResult {
        var fields = body
        let ports = try Self.ports(fields.removeValue(forKey: "ports"))
        let nodes = NodesCollection(services: services)
        let node = try nodes.create(try nodes.draft(fields, context), transaction, context)
        let collection = PortsCollection(services: services)
        let made = try ports.map { port in
            try collection.create(
                port.merging(["node_uuid": .string(node.id.text)]) { $1 }, transaction, context)
        }
        return BulkResult(
            index, node: node.name ?? node.id.text, status: 201,
            made: ["uuid": .string(node.id.text), "ports": .array(made.map { .string($0.id.text) })])
    }

    private static func ports(_ value: JSONValue?) throws -> [[String: JSONValue]] {
        guard let value, !value.isNull else { return [] }
        guard let entries = value.array, entries.allSatisfy({ $0.object != nil }) else {
            throw APIError.invalid("The ports of a node must be a list of objects, not \(value.kind)")
        }
        let ports = entries.compactMap(\.object)
        guard ports.allSatisfy({ $0["node_uuid"] == nil && $0["node_ident"] == nil }) else {
            throw APIError.invalid("A port that is created with its node belongs to it; leave out which node it is")
        }
        return ports
    }
}

extension StorageError {
    /// Whether it is one object that stands in the way, not the database.
    fileprivate var isAboutOneObject: Bool {
        switch self {
        case .duplicate, .dangling, .missing, .unstorable: true
        default: false
        }
    }
}
