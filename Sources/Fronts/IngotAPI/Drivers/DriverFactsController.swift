import Hummingbird
import IngotContracts
import IngotModel

/// What the conductors that serve a driver tell of it as a whole.
struct DriverFactsController: Sendable {
    let services: APIServices

    private static let path = "/drivers/{driver_name}"

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "\(Self.path)/properties", .rule("baremetal:driver:get_properties"),
                answer: .valuesByName(.anyText), "Tells what a driver reads of a node's driver_info.",
                properties),
            Endpoint(
                .get, "\(Self.path)/raid/logical_disk_properties", since: 12, refusal: 406,
                .rule("baremetal:driver:get_raid_logical_disk_properties"),
                answer: .valuesByName(.anyText),
                "Tells what may be said of a logical disk of a driver's nodes.", logicalDiskProperties
            ).refusingItself,
        ]
            + VendorRoutes(
                parent: Self.path, noun: "a driver", access: .rule("baremetal:driver:vendor_passthru"),
                methods: vendorMethods, call: callVendor
            ).endpoints
    }

    private func properties(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(.object(try await facts(context).properties.mapValues(JSONValue.string)))
    }

    private func logicalDiskProperties(_ request: Request, _ context: APIContext) async throws -> Response {
        let facts = try await facts(context)
        guard let properties = facts.logicalDiskProperties else {
            throw APIError(
                status: 404, code: "unsupported",
                message: "The driver '\(facts.hardwareType)' knows nothing of RAID with its default interfaces")
        }
        return .json(.object(properties.mapValues(JSONValue.string)))
    }

    private func vendorMethods(_ request: Request, _ context: APIContext) async throws -> Response {
        .json(.object(try await facts(context).vendorMethods))
    }

    /// No hardware type has a method for the driver as a whole, so that every name is an unknown one.
    private func callVendor(_ call: VendorCall, _ context: APIContext) async throws -> Response {
        let facts = try await facts(context)
        throw APIError.invalid(
            "The driver '\(facts.hardwareType)' has no vendor method '\(call.method)' of its own; those of its nodes are"
                + " called below the node", code: "unknown_vendor_method")
    }

    /// - Throws: ``APIError`` (404) where no running conductor serves the driver.
    private func facts(_ context: APIContext) async throws -> DriverFacts {
        let name = try context.reference("driver_name")
        let oldest = services.oldestSighting
        let facts = try await services.store.read { transaction in
            try transaction.conductors.facts(ofHardwareType: name, since: oldest)
        }
        guard let facts else { throw APIError.notFound("driver", name) }
        return facts
    }
}
