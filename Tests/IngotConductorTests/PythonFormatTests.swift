import IngotModel
import Testing

@testable import IngotConductor

/// Formats as Python writes them: each row is what `format(value, specification)` gives there, nil where it raises. Only
/// numbers of more than 128 bits are not written to other bases than ten.
struct PythonFormatTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var value: JSONValue
        var specification: String
        var text: String?
        var testDescription: String { "\(value.serialized()) as '\(specification)'" }

        init(_ value: JSONValue, _ specification: String, _ text: String?) {
            self.value = value
            self.specification = specification
            self.text = text
        }
    }

    static let rows: [Row] = [
        .init("eth0", "", "eth0"),
        .init("eth0", " >6", "  eth0"),
        .init("eth0", ">6", "  eth0"),
        .init("eth0", "<6", "eth0  "),
        .init("eth0", "^7", " eth0  "),
        .init("eth0", "*^7", "*eth0**"),
        .init("eth0", "6", "eth0  "),
        .init("eth0", "s", "eth0"),
        .init("eth0", ".2", "et"),
        .init("eth0", "*>6.2s", "****et"),
        .init("eth0", "05", "eth00"),
        .init("eth0", "=6", nil),
        .init("eth0", "+", nil),
        .init("eth0", "#", nil),
        .init("eth0", "d", nil),
        .init("eth0", ",", nil),
        .init("eth0", "é>6", "ééeth0"),
        .init("eth0", "{<6", "eth0{{"),
        .init("größe", ".3", "grö"),
        .init("größe", "^9", "  größe  "),
        .init(8, "", "8"),
        .init(8, ">3", "  8"),
        .init(8, "03", "008"),
        .init(8, "+", "+8"),
        .init(8, "+d", "+8"),
        .init(8, " d", " 8"),
        .init(8, "<4", "8   "),
        .init(8, "^5", "  8  "),
        .init(8, "*=+6", "+****8"),
        .init(8, "02x", "08"),
        .init(8, "#x", "0x8"),
        .init(8, "#X", "0X8"),
        .init(8, "#b", "0b1000"),
        .init(8, "08b", "00001000"),
        .init(8, "o", "10"),
        .init(8, "#06x", "0x0008"),
        .init(8, "n", "8"),
        .init(8, "c", "\u{8}"),
        .init(8, "e", "8.000000e+00"),
        .init(8, ".2f", "8.00"),
        .init(8, "g", "8"),
        .init(8, "%", "800.000000%"),
        .init(8, "5%", "800.000000%"),
        .init(8, ".1", nil),
        .init(8, "s", nil),
        .init(8, ",", "8"),
        .init(8, "_b", "1000"),
        .init(8, "#010_b", "0b000_1000"),
        .init(8, "x,", nil),
        .init(8, "F", "8.000000"),
        .init(-255, "", "-255"),
        .init(-255, "06", "-00255"),
        .init(-255, "x", "-ff"),
        .init(-255, "#x", "-0xff"),
        .init(-255, "+", "-255"),
        .init(-255, "=8", "-    255"),
        .init(-255, "_>8", "____-255"),
        .init(-255, "X", "-FF"),
        .init(-255, "f", "-255.000000"),
        .init(-255, "c", nil),
        .init(1234567, ",", "1,234,567"),
        .init(1234567, "_", "1_234_567"),
        .init(1234567, "012,", "0,001,234,567"),
        .init(1234567, "08,", "1,234,567"),
        .init(1234567, "09,", "1,234,567"),
        .init(1234567, "010,", "01,234,567"),
        .init(1234567, ",d", "1,234,567"),
        .init(1234567, ",.2f", "1,234,567.00"),
        .init(1234567, "_x", "12_d687"),
        .init(1234567, "e", "1.234567e+06"),
        .init(1234567, ".3g", "1.23e+06"),
        .init(1234567, "g", "1.23457e+06"),
        .init(1234567, "G", "1.23457E+06"),
        .init(1234567, ",.1%", "123,456,700.0%"),
        .init(1234567, "n", "1234567"),
        .init(1234567, "n,", nil),
        .init(65, "c", "A"),
        .init(65, "3c", "  A"),
        .init(65, "+c", nil),
        .init(.longInteger("18446744073709551615"), "", "18446744073709551615"),
        .init(.longInteger("18446744073709551615"), "d", "18446744073709551615"),
        .init(.longInteger("18446744073709551615"), ",", "18,446,744,073,709,551,615"),
        .init(.longInteger("18446744073709551615"), "x", "ffffffffffffffff"),
        .init(.longInteger("18446744073709551615"), "030", "000000000018446744073709551615"),
        .init(.longInteger("18446744073709551615"), "e", "1.844674e+19"),
        .init(
            .longInteger("10000000000000000000000000000000000000000"), "d", "10000000000000000000000000000000000000000"),
        .init(
            .longInteger("10000000000000000000000000000000000000000"), "f",
            "10000000000000000303786028427003666890752.000000"),
        .init(.longInteger("1267650600228229401496703217721"), "x", "10000000000000000000003039"),
        .init(.longInteger("1267650600228229401496703217721"), "#X", "0X10000000000000000000003039"),
        .init(true, "", "True"),
        .init(true, "d", "1"),
        .init(true, ">5", "    1"),
        .init(true, "s", nil),
        .init(true, "x", "1"),
        .init(3.0, "", "3.0"),
        .init(3.0, "f", "3.000000"),
        .init(3.0, ".1f", "3.0"),
        .init(3.0, "e", "3.000000e+00"),
        .init(3.0, "g", "3"),
        .init(3.0, "d", nil),
        .init(3.0, ".3", "3.0"),
        .init(3.0, "#g", "3.00000"),
        .init(3.0, "n", "3"),
        .init(3.0, "%", "300.000000%"),
        .init(3.0, "08", "000003.0"),
        .init(3.0, "+", "+3.0"),
        .init(3.0, ">6", "   3.0"),
        .init(3.0, "s", nil),
        .init(3.0, ".0f", "3"),
        .init(3.0, "#.0f", "3."),
        .init(1234.5, "", "1234.5"),
        .init(1234.5, ".2", "1.2e+03"),
        .init(1234.5, ",", "1,234.5"),
        .init(1234.5, ".3f", "1234.500"),
        .init(1234.5, ",.2f", "1,234.50"),
        .init(1234.5, "e", "1.234500e+03"),
        .init(1234.5, "E", "1.234500E+03"),
        .init(1234.5, ".1e", "1.2e+03"),
        .init(1234.5, "012,.1f", "00,001,234.5"),
        .init(1234.5, "_", "1_234.5"),
        .init(1234.5, ".5", "1234.5"),
        .init(1234.5, ".10", "1234.5"),
        .init(1.234e-05, "", "1.234e-05"),
        .init(1.234e-05, "f", "0.000012"),
        .init(1.234e-05, "g", "1.234e-05"),
        .init(1.234e-05, ".2", "1.2e-05"),
        .init(1.234e-05, ".3e", "1.234e-05"),
        .init(0.0, ".2", "0.0"),
        .init(0.0, "g", "0"),
        .init(0.0, "", "0.0"),
        .init(12.0, ".2", "1.2e+01"),
        .init(12.0, ".3", "12.0"),
        .init(5.0, ".1", "5e+00"),
        .init(-0.5, "", "-0.5"),
        .init(-0.5, "07.2f", "-000.50"),
        .init(-0.5, "%", "-50.000000%"),
        .init(-0.5, ".0f", "-0"),
        .init(-0.5, "G", "-0.5"),
        .init(1e+22, "", "1e+22"),
        .init(1e+22, "f", "10000000000000000000000.000000"),
        .init(1e+22, "g", "1e+22"),
        .init(1e+22, ",.0f", "10,000,000,000,000,000,000,000"),
        .init(1e+16, "", "1e+16"),
        .init(0.5, "5%", "50.000000%"),
        .init(0.5, ".0%", "50%"),
        .init(.null, "", "None"),
        .init(.null, ">6", nil),
        .init([1, "a"], "", "[1, 'a']"),
        .init([1, "a"], "8", nil),
        .init(["a": .null], "", "{'a': None}"),
        .init(["a": .null], "s", nil),
    ]

    @Test(arguments: rows)
    func `a value is written as Python writes it`(_ row: Row) {
        #expect(PythonFormat.written(row.value, as: row.specification) == row.text)
    }

    @Test(arguments: ["", "x", ">", ">x", "5.", ".", ">5>", "10001", ".10001", "99999999999999999999", "5,,", "#0+"])
    func `what nobody understands, or asks for too much, is refused`(_ specification: String) {
        let isFine = ["", "x", ">", ">x"].contains(specification)
        #expect((PythonFormat.written(7, as: specification) == nil) != isFine)
    }

    /// A value, a conversion, the text.
    static let conversions: [(JSONValue, String, String)] = [
        ("it's", "r", "\"it's\""),
        ("say \"it's\"", "r", "'say \"it\\'s\"'"),
        ("a\nb\\", "r", "'a\\nb\\\\'"),
        ("größe", "a", "'gr\\xf6\\xdfe'"),
        ("größe", "r", "'größe'"),
        (["x", .null, true], "s", "['x', None, True]"),
        ("€", "a", "'\\u20ac'"),
        ("🚀", "a", "'\\U0001f680'"),
        (["k": "v'"], "r", "{'k': \"v'\"}"),
    ]

    @Test(arguments: conversions)
    func `a conversion makes the text that Python makes`(value: JSONValue, letter: String, text: String) {
        let replaced = RuleText(subject: InspectionRuleTests.subject, item: value).replaced(.string("{item!\(letter)}"))
        #expect(replaced == .string(text))
    }

    /// Texts of rules, and what becomes of them; what cannot be read stays as it is.
    static let texts: [(String, String)] = [
        ("{inventory[cpu][count]:>3}|", "  8|"), ("{inventory[cpu][count]:02x}", "08"), ("{node.name!r}", "'rack1-7'"),
        ("{node.name:.5}", "rack1"), ("{inventory[cpu][count]:{item}}|", "   8|"),
        ("{{{node.name!s:>9}}}", "{  rack1-7}"),
        ("{inventory[disks][0][size]:,d} MB", "1,000 MB"), ("{node.name:d}", "{node.name:d}"),
        ("{node.name!x}", "{node.name!x}"), ("{node.name!r", "{node.name!r"), ("{node.name!rr}", "{node.name!rr}"),
        ("{node.name:{item:{item}}}", "{node.name:{item:{item}}}"), ("{no{de}", "{no{de}"),
        ("{node.properties[capabilities]!s}", "boot_mode:uefi,a:b"),
    ]

    @Test(arguments: texts)
    func `the texts of rules are formatted`(text: String, result: String) {
        #expect(RuleText(subject: InspectionRuleTests.subject, item: "4").replaced(.string(text)) == .string(result))
    }
}
