/// Which entities of one kind a list shows; everything that is left out does not filter.
package protocol ListFilter: Sendable {
    associatedtype Entity: Sendable

    /// Each condition that was given.
    var conditions: [SQL] { get }
}

/// One page of a list: what it shows, in which order, from where on.
package struct Listing<Filter: ListFilter>: Sendable {
    package var filter: Filter
    /// The column to sort by. Ties, and so the standing order of the peer, are broken by creation, then identifier.
    package var sortColumn = "created_at"
    /// What stands for the column where the entity's table has none of that name; it may be empty.
    package var sortExpression: SQL?
    package var ascending = true
    /// The identifier of the last entity of the page before.
    package var marker: String?
    package var limit = 1000

    package init(_ filter: Filter) { self.filter = filter }
}
