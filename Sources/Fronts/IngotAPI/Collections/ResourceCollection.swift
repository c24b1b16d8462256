import Hummingbird
import IngotContracts
import IngotModel
import IngotStorage

/// A collection of resources under one path: listing, showing, creating, changing and deleting are the same for all of
/// them, and what is particular to one is said in the members that it implements.
///
/// Everything that reads or writes runs inside one transaction. A change is guarded by the revision, and by the
/// caller's `If-Match` where there is one.
protocol ResourceCollection: Sendable {
    associatedtype Resource: APIResource where Resource.Record: StoredResource
    associatedtype Filter: Sendable
    /// A new record as far as it can be made without the database; the body itself where nothing can.
    associatedtype Draft: Sendable = [String: JSONValue]
    typealias Record = Resource.Record

    var services: APIServices { get }
    /// The path below `/v1`, such as `volume/connectors`.
    static var path: String { get }
    /// The name of the list in answers, such as `connectors`.
    static var member: String { get }
    /// The path parameter of a single resource, such as `connector_uuid`.
    static var parameter: String { get }
    static var table: FieldTable<Resource> { get }
    /// The versions and refusals of the routes.
    static var gates: CollectionGates { get }
    /// The rules that guard the routes.
    static var rules: CollectionRules { get }
    /// The query parameters of lists besides those of the page and of the fields.
    static var filters: [QueryParameter] { get }

    /// The fields without which nothing is created.
    static var required: [String] { get }
    /// What a body may name besides fields when something is created.
    static var alsoTaken: [Argument] { get }

    /// Reads the filters of a list; 400 for values that cannot be.
    func filter(_ query: QueryParameters, _ context: APIContext) throws -> Filter
    /// One page of records, and one more where there is a next page.
    func records(_ filter: Filter, _ page: Page, _ transaction: Transaction, _ context: APIContext) throws -> [Record]
    /// The record that a caller names, if it is there and the caller may see it (404).
    func find(_ reference: String, _ transaction: Transaction, _ context: APIContext) throws -> Record
    /// Records with what answers show of them: few queries, however many records there are.
    func views(_ records: [Record], _ transaction: Transaction, _ context: APIContext) throws -> [Resource]

    /// The resources of a page, and one more where there is a next page, as they go to the caller.
    func written(
        _ filter: Filter, _ page: Page, _ selection: FieldSelection<Resource>, _ transaction: Transaction,
        _ context: APIContext
    ) throws -> [WrittenResource]
    /// The one resource that a caller names, as it goes to the caller.
    func shown(
        _ reference: String, _ selection: FieldSelection<Resource>, _ context: APIContext
    ) async throws -> WrittenResource

    /// Reads and checks a body, as far as that needs no database: writers wait for each other in there.
    func draft(_ body: [String: JSONValue], _ context: APIContext) throws -> Draft
    /// Makes a new record, checks it, and stores it.
    func create(_ draft: Draft, _ transaction: Transaction, _ context: APIContext) throws -> Record
    /// The record that was just made with what answers show of it.
    func view(ofNew record: Record, _ transaction: Transaction, _ context: APIContext) throws -> Resource
    /// Checks a patch before it is applied; the field table has checked names and versions.
    func check(_ patch: JSONPatch, _ context: APIContext) throws
    /// Checks whether this caller may make such a patch at all, where ``find(_:_:_:)`` has not told that.
    func authorize(_ patch: JSONPatch, of record: Record, _ context: APIContext) throws
    /// Checks whether the patch may be made now, also where it would change nothing.
    func permit(_ change: ResourceChange<Record>, _ transaction: Transaction, _ context: APIContext) throws
    /// Checks a changed record and stores it.
    func update(_ change: ResourceChange<Record>, _ transaction: Transaction, _ context: APIContext) throws -> Record
    /// Deletes a record, where nothing stands against it.
    func delete(_ record: Record, _ transaction: Transaction, _ context: APIContext) throws
}

/// A record as it was, as it would be, and the names of the fields that differ.
struct ResourceChange<Record: Sendable>: Sendable {
    var old: Record
    var new: Record
    var fields: Set<String>
    var patch: JSONPatch
}

/// From which versions the routes of a collection exist, and what older clients are told.
struct CollectionGates: Sendable {
    var since = 1
    /// The status for reading with an older version.
    var readRefusal = 404
    /// The status for writing with an older version.
    var writeRefusal = 404
    /// Whether the resource refuses them itself; see ``Endpoint/refusesItself``.
    var refusesItself = false
    /// Where changing came later than the rest.
    var updateSince: Int?
    /// `fields=` exists from 1.N.
    var fieldsSince = 8
    /// `detail=` exists from 1.N; nil where lists do not know it.
    var detailSince: Int? = 43
    /// Whether there is a `…/detail` route.
    var hasDetailRoute = false
    /// Which writing routes there are.
    var creates = true
    var updates = true
    var deletes = true
    /// Whether the fields of a patch are looked at before the resource is looked for: the field's server does either.
    var readsPatchesFirst = true
}

/// The rules that guard the routes of a collection.
struct CollectionRules: Sendable {
    var list: EndpointAccess
    var get: EndpointAccess
    var create: EndpointAccess
    var update: EndpointAccess
    var delete: EndpointAccess

    /// `baremetal:<noun>:get`, `:create`, `:update`, `:delete`, checked without an object.
    static func plain(_ noun: String) -> CollectionRules {
        CollectionRules(
            list: .rule("baremetal:\(noun):get"), get: .rule("baremetal:\(noun):get"),
            create: .rule("baremetal:\(noun):create"), update: .rule("baremetal:\(noun):update"),
            delete: .rule("baremetal:\(noun):delete"))
    }

    /// As ``plain(_:)``, with lists that show everything or the caller's own; the collection checks objects itself.
    static func owned(_ noun: String, update: [String] = []) -> CollectionRules {
        CollectionRules(
            list: .handler(["baremetal:\(noun):list_all", "baremetal:\(noun):list"]),
            get: .handler(["baremetal:\(noun):get"]), create: .handler(["baremetal:\(noun):create"]),
            update: .handler(["baremetal:\(noun):update"] + update), delete: .handler(["baremetal:\(noun):delete"]))
    }
}

extension ResourceCollection {
    static var required: [String] { [] }
    static var alsoTaken: [Argument] { [] }

    func view(ofNew record: Record, _ transaction: Transaction, _ context: APIContext) throws -> Resource {
        try view(of: record, transaction, context)
    }

    func check(_ patch: JSONPatch, _ context: APIContext) throws {}

    func authorize(_ patch: JSONPatch, of record: Record, _ context: APIContext) throws {}

    func permit(_ change: ResourceChange<Record>, _ transaction: Transaction, _ context: APIContext) throws {}
}

extension ResourceCollection where Draft == [String: JSONValue] {
    func draft(_ body: [String: JSONValue], _ context: APIContext) throws -> Draft { body }
}
