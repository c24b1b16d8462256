extension Timestamp {
    /// Reads a moment in the forms that services of the field write: `2026-03-01T12:30:45.250000Z`, an offset as in
    /// `+01:00` in the place of the `Z`, or none at all for UTC; nil where the text is none of these.
    ///
    /// The forms are those of RFC 3339 with the zone made optional; digits beyond the microsecond are dropped.
    package init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[4] == Self.dash, bytes[7] == Self.dash, bytes[13] == Self.colon,
            bytes[16] == Self.colon, [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
            let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
            (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year), hour < 24, minute < 60,
            second <= 60
        else { return nil }
        var rest = bytes[19...]
        guard let fraction = Self.fraction(&rest), let offset = Self.offset(rest) else { return nil }
        let seconds = Self.daysSince1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        digits.reduce(Int64?(0)) { number, byte in
            guard let number, (0x30...0x39).contains(byte) else { return nil }
            return number * 10 + Int64(byte - 0x30)
        }
    }

    /// Takes a fraction from the front, in microseconds; zero where there is none, nil where it has no digits.
    private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") else { return 0 }
        let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
        rest = rest[digits.endIndex...]
        guard !digits.isEmpty else { return nil }
        return number(ArraySlice(digits + Array(repeating: 0x30, count: 6)).prefix(6))
    }

    /// Seconds east of UTC.
    private static func offset(_ zone: ArraySlice<UInt8>) -> Int64? {
        if zone.isEmpty || zone.elementsEqual([UInt8(ascii: "Z")]) || zone.elementsEqual([UInt8(ascii: "z")]) {
            return 0
        }
        let sign: Int64 = zone.first == dash ? -1 : 1
        let digits = zone.dropFirst().filter { $0 != colon }
        guard zone.first == dash || zone.first == UInt8(ascii: "+"), digits.count == 4,
            let hours = number(digits[0..<2]), let minutes = number(digits[2..<4]), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Year, month, day in the proleptic Gregorian calendar to days, with years that begin in March.
    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
