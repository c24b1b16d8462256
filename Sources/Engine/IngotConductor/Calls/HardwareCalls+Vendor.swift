import IngotHardware
import IngotModel

extension HardwareCalls {
    func vendorMethods(_ task: NodeTask) throws -> CallAnswer {
        let methods = try vendor(task).methods
        return CallAnswer(.object(Dictionary(methods.map { ($0.name, $0.json) }, uniquingKeysWith: { $1 })))
    }

    /// Asynchronous methods are finished too when the caller is answered; it only learns nothing of their result.
    func callVendor(_ task: NodeTask) async throws -> CallAnswer {
        let method = try vendorMethod(task)
        let vendor = try await fit(.vendor, task, as: (any VendorInterface).self)
        let answer = try await vendor.call(method, task.arguments["info"]?.object ?? [:], on: task)
        return CallAnswer(
            [
                "async": .bool(method.isAsynchronous), "attach": .bool(method.isAttachment),
                "return": method.isAsynchronous ? .null : answer.value,
            ], changes: answer.changes)
    }

    /// The method that the call names, which allows the HTTP method that it came with.
    func vendorMethod(_ task: NodeTask) throws -> VendorMethod {
        let methods = try vendor(task).methods
        let name = try task.argument("method", \.string, "the name of a vendor method")
        guard let method = methods.first(where: { $0.name == name }) else {
            let known = methods.map(\.name).joined(separator: ", ")
            throw HardwareProblem(
                .invalidParameter, "node \(task.node.id) has no vendor method '\(name)'; it has: \(known)")
        }
        let http = try task.argument("http_method", \.string, "an HTTP method").uppercased()
        guard method.httpMethods.contains(http) else {
            throw HardwareProblem(
                .invalidParameter,
                "the vendor method '\(name)' does not take HTTP \(http), only \(method.httpMethods.joined(separator: ", "))"
            )
        }
        return method
    }

    private func vendor(_ task: NodeTask) throws -> any VendorInterface {
        try catalog.interface(.vendor, of: task.node, as: (any VendorInterface).self)
    }
}
