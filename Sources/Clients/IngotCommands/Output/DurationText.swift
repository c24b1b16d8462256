/// Lengths of time for people: `850 ms`, `12.3 s`, `4m 05s`, `1h 02m`.
enum DurationText {
    static func text(seconds: Double) -> String {
        switch seconds {
        case ..<1: return "\(Int((seconds * 1000).rounded())) ms"
        case ..<60: return "\((seconds * 10).rounded(.down) / 10) s"
        case ..<3600: return "\(Int(seconds) / 60)m \(padded(Int(seconds) % 60))s"
        default: return "\(Int(seconds) / 3600)h \(padded(Int(seconds) / 60 % 60))m"
        }
    }

    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return text(seconds: Double(seconds) + Double(attoseconds) / 1e18)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
