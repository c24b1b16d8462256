extension Timestamp: CustomStringConvertible {
    /// The API's form: `2026-03-01T12:30:45.250000+00:00`, without the fraction where it is zero.
    package var iso8601: String { dateAndTime + fraction + "+00:00" }

    /// The form in which the peer keeps times inside `driver_internal_info`: no zone, always a fraction.
    package var internalForm: String { dateAndTime + "." + padded(microseconds.remainder(1_000_000), 6) }

    package var description: String { iso8601 }

    private var dateAndTime: String {
        let seconds = microseconds.floorDivided(by: 1_000_000)
        let (year, month, day) = Self.civilDate(daysSince1970: seconds.floorDivided(by: 86_400))
        let time = seconds.remainder(86_400)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
            + "T\(padded(time / 3_600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
    }

    private var fraction: String {
        let rest = microseconds.remainder(1_000_000)
        return rest == 0 ? "" : "." + padded(rest, 6)
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// Days to year, month, day in the proleptic Gregorian calendar (the era arithmetic of RFC 3339, appendix C's kin).
    private static func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }

    fileprivate func remainder(_ divisor: Int64) -> Int64 { self - floorDivided(by: divisor) * divisor }
}
