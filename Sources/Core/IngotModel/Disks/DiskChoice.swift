/// Which disk of a machine an image goes onto, and why each other one does not.
///
/// The agent decides by it and the plan tells of it, so that both name the same disk.
package struct DiskChoice: Sendable, Hashable {
    package enum Verdict: Sendable, Hashable {
        case chosen
        /// It would do, but another one comes before it; the text says why.
        case behind(String)
        /// It cannot be taken, for each of these reasons.
        case ruledOut([String])
    }

    package struct Candidate: Sendable, Hashable {
        package var disk: BlockDevice
        package var verdict: Verdict
    }

    package let candidates: [Candidate]

    /// - Parameter hints: nil where neither instance nor machine has any: then the smallest usable disk is taken.
    package init(among disks: [BlockDevice], hints: RootDeviceHints?) {
        let faults = disks.map { hints?.faults(of: $0) ?? Self.faults(of: $0) }
        let usable = zip(disks, faults).filter { $0.1.isEmpty }.map(\.0)
        let chosen = hints.map { $0.choose(from: usable) } ?? RootDeviceHints.standardChoice(from: usable)
        candidates = zip(disks, faults).map { disk, faults in
            guard let chosen, faults.isEmpty else { return Candidate(disk: disk, verdict: .ruledOut(faults)) }
            guard disk.name != chosen.name else { return Candidate(disk: disk, verdict: .chosen) }
            return Candidate(disk: disk, verdict: .behind(Self.precedence(of: chosen, over: disk, hints)))
        }
    }

    package var chosen: BlockDevice? { candidates.first { $0.verdict == .chosen }?.disk }

    /// What rules a disk out where nobody gave hints.
    private static func faults(of disk: BlockDevice) -> [String] {
        var faults: [String] = []
        if disk.isReadOnly { faults.append("it is read-only") }
        if disk.isRemovable { faults.append("it is removable") }
        if disk.size < RootDeviceHints.smallestUsableSize {
            faults.append("it is too small: \(disk.sizeText), and 4 GiB are needed")
        }
        return faults
    }

    private static func precedence(
        of chosen: BlockDevice, over disk: BlockDevice, _ hints: RootDeviceHints?
    ) -> String {
        if hints != nil { return "\(chosen.name) fulfils every hint, too, and is listed before it" }
        return chosen.size < disk.size
            ? "\(chosen.name) is large enough and smaller: \(chosen.sizeText) against \(disk.sizeText)"
            : "\(chosen.name) is as large and comes before it by name"
    }
}

extension RootDeviceHints {
    /// What rules a disk out: each hint that it does not fulfil, with what it is instead.
    fileprivate func faults(of disk: BlockDevice) -> [String] {
        unfulfilled(by: disk).map { key in
            let found = Self.evidence(of: disk, key)
            return "the hint \(key.rawValue) wants \(conditions[key]?.description ?? "?"), and it is \(found)"
        }
    }

    private static func evidence(of disk: BlockDevice, _ key: Key) -> String {
        switch key {
        case .size: return disk.sizeText
        case .rotational: return "\(disk.isRotational)"
        default:
            let texts = texts(of: disk, key)
            return texts.isEmpty ? "unknown" : texts.map { "'\($0)'" }.joined(separator: " or ")
        }
    }
}

extension BlockDevice {
    /// The capacity for people, such as `446.6 GiB`.
    package var sizeText: String {
        let tenths = (size * 10 + 536_870_912) / 1_073_741_824
        return "\(tenths / 10).\(tenths % 10) GiB"
    }
}
