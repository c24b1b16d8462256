import Foundation
import IngotModel

/// A number in its parts, before it is grouped and filled up.
struct Numeral {
    var isNegative = false
    /// What tells the base, such as `0x`.
    var prefix = ""
    /// The digits before the point.
    var whole: String
    /// Everything from the point on.
    var rest = ""
}

extension PythonFormat {
    private static let bases: [Character: (radix: Int, prefix: String)] = [
        "b": (2, "0b"), "o": (8, "0o"), "x": (16, "0x"), "X": (16, "0X"),
    ]

    /// A whole number's digits, or those that it has as a fraction.
    func whole(_ value: JSONValue) -> Numeral? {
        if let type, "eEfFgG%".contains(type) { return value.number.flatMap(fraction) }
        guard precision == nil else { return nil }
        let digits = value.serialized()
        switch type {
        case nil, "d": return numeral(digits)
        case "n": return separator == nil ? numeral(digits) : nil
        case "c": return character(digits)
        default:
            guard let type, let base = Self.bases[type], separator != ",", let number = Int128(digits) else {
                return nil
            }
            return Numeral(
                isNegative: number < 0, prefix: isAlternate ? base.prefix : "",
                whole: String(number.magnitude, radix: base.radix, uppercase: type == "X"))
        }
    }

    private func numeral(_ digits: String) -> Numeral {
        let isNegative = digits.hasPrefix("-")
        return Numeral(isNegative: isNegative, whole: isNegative ? String(digits.dropFirst()) : digits)
    }

    private func character(_ digits: String) -> Numeral? {
        guard sign == nil, !isAlternate, separator == nil, let scalar = UInt32(digits).flatMap(Unicode.Scalar.init)
        else { return nil }
        return Numeral(whole: String(scalar))
    }

    /// A number with a fraction; Python writes at least one digit behind the point where no type is given.
    func fraction(_ value: Double) -> Numeral? {
        let size = value.magnitude
        let text: String
        switch type {
        case nil: text = precision.map { Self.plain(size, digits: max($0, 1)) } ?? "\(size)"
        case "%": text = Self.printed(size * 100, "f", precision ?? 6, isAlternate) + "%"
        case "n" where separator == nil: text = Self.printed(size, "g", precision ?? 6, isAlternate)
        case let type? where "eEfFgG".contains(type): text = Self.printed(size, type, precision ?? 6, isAlternate)
        default: return nil
        }
        let whole = text.prefix { $0.isNumber }
        return Numeral(
            isNegative: value.sign == .minus, whole: String(whole), rest: String(text.dropFirst(whole.count)))
    }

    /// So many digits at most, with an exponent where they do not reach to the point.
    private static func plain(_ value: Double, digits: Int) -> String {
        let scientific = printed(value, "e", digits - 1, false)
        let parts = scientific.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return scientific }
        if exponent < -4 || exponent >= digits - 1 { return "\(withoutZeros(parts[0]))e\(parts[1])" }
        let fixed = withoutZeros(printed(value, "f", digits - 1 - exponent, false)[...])
        return fixed.contains(".") ? fixed : fixed + ".0"
    }

    private static func withoutZeros(_ text: Substring) -> String {
        guard text.contains(".") else { return String(text) }
        var text = text
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }

    /// As C's `printf` writes it, which Python agrees with.
    private static func printed(_ value: Double, _ type: Character, _ precision: Int, _ isAlternate: Bool) -> String {
        let format = "%\(isAlternate ? "#" : "").\(precision)\(type)"
        // The largest number has 309 digits before its point.
        var buffer = [CChar](repeating: 0, count: 400 + precision)
        let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
        return String(decoding: buffer.prefix(Int(count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
