/// How a plan that was made anew differs from the one before, from the step that comes next on.
package struct PlanDifference: Sendable, Hashable, CustomStringConvertible {
    /// Names of steps, `interface.step`, in the order of the plan that has them.
    package var added: [String]
    package var removed: [String]
    /// Whether steps that both plans have follow each other in another order.
    package var isReordered: Bool

    /// Nil where the steps that are left are the same.
    package init?(from old: Plan, to new: Plan, after position: Int) {
        let before = old.steps.dropFirst(position).map(\.step.qualifiedName)
        let after = new.steps.dropFirst(position).map(\.step.qualifiedName)
        added = Self.surplus(of: after, over: before)
        removed = Self.surplus(of: before, over: after)
        isReordered = Self.rest(of: before, without: removed) != Self.rest(of: after, without: added)
        if added.isEmpty, removed.isEmpty, !isReordered { return nil }
    }

    package var description: String {
        var parts: [String] = []
        if !added.isEmpty { parts.append("added \(added.joined(separator: ", "))") }
        if !removed.isEmpty { parts.append("left out \(removed.joined(separator: ", "))") }
        if isReordered { parts.append("changed the order of the others") }
        return parts.joined(separator: "; ")
    }

    /// What `names` has more of than `others`; the last ones where both have some.
    private static func surplus(of names: [String], over others: [String]) -> [String] {
        var left = Dictionary(others.map { ($0, 1) }, uniquingKeysWith: +)
        return names.filter { name in
            guard let count = left[name], count > 0 else { return true }
            left[name] = count - 1
            return false
        }
    }

    private static func rest(of names: [String], without gone: [String]) -> [String] {
        var left = Dictionary(gone.map { ($0, 1) }, uniquingKeysWith: +)
        // From the end, as the surplus is counted from there.
        return names.reversed().filter { name in
            guard let count = left[name], count > 0 else { return true }
            left[name] = count - 1
            return false
        }.reversed()
    }
}
