import IngotContracts
import IngotModel

/// A hardware type as the running conductors offer it.
struct DriverView: APIResource {
    var name: String
    var hosts: [String]
    var offers: [OfferedInterface]
    var links: LinkBuilder

    var record: DriverView { self }

    func enabled(_ kind: InterfaceKind) -> JSONValue {
        .array(offers.filter { $0.kind == kind }.map(\.implementation).sorted().map(JSONValue.string))
    }

    func standard(_ kind: InterfaceKind) -> JSONValue {
        JSONValue(offers.first { $0.kind == kind && $0.isDefault }?.implementation)
    }
}

/// Every field of a driver (contract: `resources.json`, `driver`).
enum DriverFields {
    static let table = FieldTable<DriverView>("driver", own + interfaces)

    /// What lists show unless they are detailed.
    private static let own: [VersionedField<DriverView>] = [
        .init("name", .text(maximum: 255), listed: true, show: { .string($0.name) }),
        .init("hosts", .texts, listed: true, show: { .array($0.hosts.sorted().map(JSONValue.string)) }),
        .init("type", since: 30, .text(maximum: 255), listed: true, show: { _ in "dynamic" }),
        .init(
            "properties", since: 14, .links, listed: true,
            show: { $0.links.pair("drivers/\(URLText.encoded($0.name))/properties") }),
        .links("links") { $0.links.pair("drivers/\(URLText.encoded($0.name))") },
    ]

    private static let interfaces: [VersionedField<DriverView>] = InterfaceKind.allCases.flatMap { kind in
        [
            .init(
                "default_\(kind.field)", since: kind.driverSince, .text(maximum: 255), show: { $0.standard(kind) }),
            .init("enabled_\(kind.field)s", since: kind.driverSince, .texts, show: { $0.enabled(kind) }),
        ]
    }
}

extension InterfaceKind {
    /// Drivers show their interfaces from 1.30, kinds that came later from when they came.
    fileprivate var driverSince: Int { self == .network || since == 31 ? 30 : since }
}
