/// Numbers with a unit, such as `5m` and `2MiB`.
struct Measure: Sendable {
    /// The units with their size in the smallest of them, largest first.
    let units: [(name: String, size: Int)]

    static let time = Measure(units: [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)])
    static let size = Measure(units: [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("", 1)])

    /// The text in the smallest unit; nil without a unit known here, for a fraction, and beyond the range of `Int`.
    func parse(_ text: String) -> Int? {
        let digits = text.prefix(while: \.isNumber)
        let unit = text.dropFirst(digits.count)
        guard let number = Int(digits), let size = units.first(where: { $0.name == unit })?.size else { return nil }
        let (value, hasOverflowed) = number.multipliedReportingOverflow(by: size)
        return hasOverflowed ? nil : value
    }

    /// The shortest text that says the number exactly.
    @Sendable func show(_ value: Int) -> String {
        let fitting = units.first { value >= $0.size && value.isMultiple(of: $0.size) }
        guard let unit = fitting ?? units.first(where: { $0.name == "s" }) ?? units.last else { return String(value) }
        return "\(value / unit.size)\(unit.name)"
    }
}
