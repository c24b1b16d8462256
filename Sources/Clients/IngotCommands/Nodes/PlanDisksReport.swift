import IngotModel

/// The disks of a plan for people: which one is chosen, what each loses, and why the others are not chosen.
enum PlanDisksReport {
    static func text(of disks: JSONValue?, width: Int?) -> String {
        let rows = disks?["disks"]?.array ?? []
        guard !rows.isEmpty else { return "" }
        return TextTable(
            header: ["Disk", "Size", "Model", "Serial", "Loses", "Choice"],
            rows: rows.map { disk in
                [
                    disk["name"]?.string ?? "", size(disk["size_bytes"]?.integer), disk["model"]?.string ?? "",
                    disk["serial"]?.string ?? "", texts(disk["loses"]), choice(of: disk),
                ]
            }
        ).rendered(width: width)
    }

    private static func choice(of disk: JSONValue) -> String {
        if disk["chosen"]?.bool == true { return "chosen" }
        let reasons = texts(disk["why_not"])
        return reasons.isEmpty ? "" : "no: \(reasons)"
    }

    private static func texts(_ list: JSONValue?) -> String {
        (list?.array ?? []).compactMap(\.string).joined(separator: "; ")
    }

    /// In GiB, to a tenth.
    private static func size(_ bytes: Int?) -> String {
        guard let bytes else { return "" }
        return "\((Double(bytes) / 1_073_741_824 * 10).rounded() / 10) GiB"
    }
}
