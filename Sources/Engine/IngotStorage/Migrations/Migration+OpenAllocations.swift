extension Migration {
    /// Allocations without a node are few among many that have one, and are looked for again and again.
    static let openAllocations = Migration("0010-open-allocations") { _ in
        ["CREATE INDEX allocation_open ON allocation (created_at, uuid) WHERE state = 'allocating'"]
    }
}
