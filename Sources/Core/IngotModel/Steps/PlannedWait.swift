/// That a verb would not begin at once, but stand in line until there is room for its kind of work.
package struct PlannedWait: Sendable, Hashable {
    /// In the line, from 1.
    package var position: Int
    /// What there is no room for, and which setting says so.
    package var reason: String

    package init(position: Int, reason: String) {
        self.position = position
        self.reason = reason
    }

    package var json: JSONValue { ["position": JSONValue(position), "reason": .string(reason)] }
}
