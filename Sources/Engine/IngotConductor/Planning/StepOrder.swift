import IngotHardware
import IngotModel

/// The order of steps within a phase: higher priority first, then by the interface's rank.
///
/// Ranks are those of the Bare Metal service (peer: ironic's `CLEANING_INTERFACE_PRIORITY` and its sisters).
enum StepOrder {
    private static let ranks: [InterfaceKind: Int] = [
        .vendor: 7, .power: 6, .management: 5, .firmware: 4, .deploy: 3, .bios: 2, .raid: 1,
    ]

    private static let verifyRanks: [InterfaceKind: Int] = [
        .power: 13, .management: 12, .firmware: 11, .inspect: 10, .deploy: 9, .boot: 8, .bios: 7, .raid: 6, .vendor: 5,
        .network: 4, .storage: 3, .console: 2, .rescue: 1,
    ]

    /// Sorted copies without those of priority zero and without a second one of the same name; equals keep their order.
    static func arranged(_ steps: [PlannedStep], in phase: StepPhase) -> [PlannedStep] {
        let ranks = phase == .verify ? verifyRanks : ranks
        var seen: Set<String> = []
        let wanted = steps.filter { planned in
            guard planned.step.priority > 0 else { return false }
            return seen.insert(planned.step.qualifiedName).inserted || planned.step.reserved != nil
        }
        return wanted.enumerated().sorted { left, right in
            let (first, second) = (left.element.step, right.element.step)
            if first.priority != second.priority { return first.priority > second.priority }
            let (firstRank, secondRank) = (ranks[first.interface] ?? 0, ranks[second.interface] ?? 0)
            return firstRank != secondRank ? firstRank > secondRank : left.offset < right.offset
        }.map(\.element)
    }
}
