import IngotModel

/// The order of steps within a phase: higher priority first, then by the interface's rank.
///
/// Ranks are those of the Bare Metal service (peer: ironic's `CLEANING_INTERFACE_PRIORITY` and its sisters).
enum StepOrder {
    private static let ranks: [InterfaceKind: Int] = [
        .vendor: 7, .power: 6, .management: 5, .firmware: 4, .deploy: 3, .bios: 2, .raid: 1,
    ]

    /// Sorted copies without those of priority zero and without a second one of the same name; equals keep their order.
    static func arranged(_ steps: [PlannedStep]) -> [PlannedStep] {
        var seen: Set<String> = []
        let wanted = steps.filter { $0.step.priority > 0 && seen.insert($0.step.qualifiedName).inserted }
        return wanted.enumerated().sorted { left, right in
            let (first, second) = (left.element.step, right.element.step)
            if first.priority != second.priority { return first.priority > second.priority }
            let (firstRank, secondRank) = (ranks[first.interface] ?? 0, ranks[second.interface] ?? 0)
            return firstRank != secondRank ? firstRank > secondRank : left.offset < right.offset
        }.map(\.element)
    }
}
