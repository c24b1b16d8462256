import ArgumentParser
import IngotClient

/// What the command line says about one kind of thing that the service keeps: a row of a table, as commands are types.
///
/// The verbs `list`, `show`, `create`, `set`, `unset` and `delete` are the same for all nouns and read this.
protocol Noun: Sendable {
    /// What `create` takes.
    associatedtype Creation: FieldOptions
    /// What `set` takes.
    associatedtype Change: FieldOptions
    /// What `list` takes besides what every list takes.
    associatedtype Filters: FilterOptions

    static var description: NounDescription { get }
}

struct NounDescription: Sendable {
    /// The noun on the command line.
    var name: String
    /// One of them, in messages: "port group".
    var one: String
    /// Several of them, in help texts: "port groups".
    var many: String
    var collection: @Sendable (IngotClient) -> ResourceCollection
    var columns: [Column]
    /// What `list --long` shows.
    var longColumns: [Column]
    /// The fields that hold keys of their own, so that one of these can be unset.
    var maps: [String] = ["extra"]
    /// The fields that can be unset as a whole.
    var unsettable: [String] = []
    /// Whether lists know `detail`; where they do not, the long columns are asked for by name.
    var hasDetail = true
}

/// The fields of a noun, as options.
protocol FieldOptions: ParsableArguments {
    func assignments(in surroundings: Surroundings) throws -> [Assignment]
}

/// The filters of a list, as options.
protocol FilterOptions: ParsableArguments {
    var query: [String: String?] { get }
}

/// For lists without filters.
struct NoFilters: FilterOptions {
    var query: [String: String?] { [:] }
}
