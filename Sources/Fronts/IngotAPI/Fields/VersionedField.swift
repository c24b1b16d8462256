import IngotContracts
import IngotModel

/// What the API shows of a resource; `Record` is the stored part of it, which callers can change.
protocol APIResource: Sendable {
    associatedtype Record: Sendable
    var record: Record { get }
}

/// One field of a resource, declared once: representation, `fields=`, sort keys, POST and PATCH all read this.
struct VersionedField<Resource: APIResource>: Sendable {
    typealias Record = Resource.Record

    var name: String
    /// The field exists from 1.N.
    var since: Int
    var type: FieldType
    /// Whether lists show the field where nobody chose.
    var isListed: Bool
    var isSortable: Bool
    var access: FieldAccess
    /// Where versions before it take the field for one that there is not (400), not for one that is too new (406).
    var unheardOf: Set<FieldUse> = []
    /// Whether answers may show null.
    var isNullable: Bool
    /// The members that answers mask besides what ``SecretMask`` masks everywhere; nil where all is shown as it is.
    var masked: [String]?
    /// What callers see.
    var show: @Sendable (Resource) -> JSONValue
    /// What a patch starts from; secrets are in the clear here. Nil for what is not stored.
    var stored: (@Sendable (Record) -> JSONValue)?
    /// Puts a value in, of the field's type or null; null restores the default.
    var set: (@Sendable (inout Record, JSONValue) throws -> Void)?

    init(
        _ name: String, since: Int = 1, _ type: FieldType, listed: Bool = false, sortable: Bool = true,
        access: FieldAccess = .readOnly, nullable: Bool? = nil, show: @escaping @Sendable (Resource) -> JSONValue,
        stored: (@Sendable (Record) -> JSONValue)? = nil,
        set: (@Sendable (inout Record, JSONValue) throws -> Void)? = nil
    ) {
        self.name = name
        self.since = since
        self.type = type
        isListed = listed
        isSortable = sortable
        self.access = access
        isNullable = nullable ?? type.isUsuallyNullable
        self.show = show
        self.stored = stored
        self.set = set
    }

    /// The same field, of which versions before it have not even heard.
    func unheardOf(where uses: Set<FieldUse>) -> Self {
        var field = self
        field.unheardOf = uses
        return field
    }
}

/// How a request names a field.
enum FieldUse: Sendable {
    /// In `fields=`.
    case choosing
    /// In a body.
    case writing
}

/// Where callers may write a field.
struct FieldAccess: OptionSet, Sendable {
    let rawValue: Int

    static let create = FieldAccess(rawValue: 1)
    static let patch = FieldAccess(rawValue: 2)
    static let readOnly: FieldAccess = []
    static let writable: FieldAccess = [.create, .patch]
}
