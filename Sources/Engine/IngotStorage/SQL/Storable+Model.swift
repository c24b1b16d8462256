import IngotModel

extension Int64: Storable {
    package var stored: SQLValue { .integer(self) }

    package init?(stored: SQLValue) {
        guard case .integer(let value) = stored else { return nil }
        self = value
    }
}

extension Int: Storable {
    package var stored: SQLValue { .integer(Int64(self)) }

    package init?(stored: SQLValue) {
        guard case .integer(let value) = stored else { return nil }
        self.init(exactly: value)
    }
}

extension Bool: Storable {
    package var stored: SQLValue { .integer(self ? 1 : 0) }

    package init?(stored: SQLValue) {
        switch stored {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension String: Storable {
    package var stored: SQLValue { .text(self) }

    package init?(stored: SQLValue) {
        guard case .text(let value) = stored else { return nil }
        self = value
    }
}

extension Optional: Storable where Wrapped: Storable {
    package static var canBeNull: Bool { true }

    package var stored: SQLValue { self?.stored ?? .null }

    package init?(stored: SQLValue) {
        guard stored != .null else {
            self = .none
            return
        }
        guard let value = Wrapped(stored: stored) else { return nil }
        self = .some(value)
    }
}

extension Storable where Self: RawRepresentable, RawValue == String {
    package var stored: SQLValue { .text(rawValue) }

    package init?(stored: SQLValue) {
        guard case .text(let value) = stored else { return nil }
        self.init(rawValue: value)
    }
}

extension ProvisionState: Storable {}
extension PowerState: Storable {}
extension InterfaceKind: Storable {}
extension NodeRequest.State: Storable {}
extension Run.State: Storable {}
extension JournalEntry.Kind: Storable {}
extension Allocation.State: Storable {}
extension HistoryEntry.Severity: Storable {}
extension Event.Kind: Storable {}

extension NodeRequest.Kind: Storable {
    package var stored: SQLValue { .text(text) }

    package init?(stored: SQLValue) {
        guard case .text(let value) = stored else { return nil }
        self.init(text: value)
    }
}

extension Identifier: Storable {
    package var stored: SQLValue { .text(text) }

    package init?(stored: SQLValue) {
        guard case .text(let value) = stored else { return nil }
        self.init(value)
    }
}

extension MACAddress: Storable {
    package var stored: SQLValue { .text(text) }

    package init?(stored: SQLValue) {
        guard case .text(let value) = stored else { return nil }
        self.init(value)
    }
}

extension Timestamp: Storable {
    package var stored: SQLValue { .integer(microseconds) }

    package init?(stored: SQLValue) {
        guard case .integer(let value) = stored else { return nil }
        self.init(microseconds: value)
    }
}

/// Kept in the clear, as the database's own protection is what guards it; it leaves the box only here.
extension Secret: Storable {
    package var stored: SQLValue { .text(reveal()) }

    package init?(stored: SQLValue) {
        guard case .text(let value) = stored else { return nil }
        self.init(value)
    }
}
