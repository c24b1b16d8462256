/// Whether inspection rules see secrets in what was found (peer: `[inspection_rules]mask_secrets`).
package enum InspectionMasking: String, Sendable, Hashable, CaseIterable {
    case always
    case never
    /// Only rules that are marked as sensitive see them.
    case sensitive

    func hides(from rule: InspectionRuleBody) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .sensitive: !rule.isSensitive
        }
    }
}
