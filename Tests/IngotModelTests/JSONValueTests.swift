import IngotModel
import Testing

struct JSONValueTests {
    @Test(arguments: [
        #"{"a":[1,-2,0.5,1e3],"b":"x\u00e9\n\"\\","c":null,"d":true,"e":{}}"#,
        #"[9223372036854775807,-9223372036854775808]"#,
        #""\ud83d\ude80""#,
    ])
    func `a value survives writing and reading`(_ text: String) throws {
        let value = try JSONValue.parse(text)
        #expect(try JSONValue.parse(value.serialized()) == value)
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a":1,"a":2}"#, "01", "1.", "+1", "nul", #""\ud83d""#, "\"\u{01}\"", "[1] 2", "1e999",
        String(repeating: "7", count: 310),
        #"{"a" 1}"#, #"{1:2}"#, "NaN", #""\x""#,
    ])
    func `what is not JSON is refused with a place`(_ text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue.parse(text) }
    }

    @Test(arguments: [
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "340282366920938463463374607431768211456", String(repeating: "7", count: 300),
    ])
    func `no whole number is rounded`(_ digits: String) throws {
        let value = try JSONValue.parse("{\"a\":[\(digits)]}")
        #expect(value.serialized() == "{\"a\":[\(digits)]}")
        #expect(value["a"]?[0]?.kind == "integer")
        #expect(value["a"]?[0]?.number == Double(digits))
    }

    @Test func `invalid UTF-8 and deep nesting are refused`() {
        #expect(throws: JSONSyntaxError.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
        let deep = String(repeating: "[", count: 30) + String(repeating: "]", count: 30)
        #expect(throws: JSONSyntaxError.self) { try JSONValue.parse(deep, maximumDepth: 29) }
        #expect(throws: Never.self) { try JSONValue.parse(deep, maximumDepth: 30) }
    }

    @Test func `members are written in the order of their names`() {
        #expect(JSONValue(["b": 1, "a": [true, nil]]).serialized() == #"{"a":[true,null],"b":1}"#)
    }
}

struct ValueTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00+00:00"),
        (951_827_696_000_001, "2000-02-29T12:34:56.000001+00:00"),
        (-1_000_000, "1969-12-31T23:59:59+00:00"),
        (4_102_444_799_000_000, "2099-12-31T23:59:59+00:00"),
    ])
    func `moments are written as the API writes them`(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp(microseconds: microseconds).iso8601 == text)
    }

    @Test(arguments: ["AA:bb:CC:dd:EE:0f", "aa:bb:cc:dd:ee:0F"])
    func `MAC addresses are put into lower case`(_ text: String) {
        #expect(MACAddress(text)?.text == "aa:bb:cc:dd:ee:0f")
    }

    @Test(arguments: [
        "", "aa-bb-cc-dd-ee-ff", "aa:bb:cc:dd:ee", "aa:bb:cc:dd:ee:fg", "aa:bb:cc:dd:ee:ff:00", "aabbccddeeff",
    ])
    func `other texts are no MAC addresses`(_ text: String) { #expect(MACAddress(text) == nil) }

    @Test func `a secret shows nothing of itself`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
            #expect(!shown.contains("hunter2"))
        }
        #expect(secret.matches("hunter2"))
        for wrong in ["", "hunter", "hunter22", "Hunter2"] { #expect(!secret.matches(wrong)) }
        #expect(!Secret("").matches(""))
    }

    @Test func `a plan survives storage`() {
        let step = PlannedStep(
            Step(.deploy, "write_image", priority: 80, arguments: ["a": 1], isAbortable: true), by: .agent, .resumable,
            because: "why")
        let plan = Plan(
            verb: "active", from: .available, target: .active, steps: [step], destroys: ["all"], reboots: 1,
            blockers: [PlanBlocker(code: "c", status: 409, message: "m")], notes: ["n"])
        #expect(Plan(json: plan.json) == plan)
    }

    @Test(arguments: [
        NodeRequest.Kind.provision(.active), .power(.softReboot), .validate, .plan(.provide),
        .planPower(.softOff),
    ])
    func `kinds of requests survive storage`(_ kind: NodeRequest.Kind) {
        #expect(NodeRequest.Kind(text: kind.text) == kind)
    }

    @Test func `identifiers are UUIDs in lower case and no two alike`() {
        #expect(NodeID("AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE")?.text == "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
        for wrong in ["", "aaaaaaaabbbb4ccc8dddeeeeeeeeeeee", "gaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"] {
            #expect(NodeID(wrong) == nil)
        }
        #expect(NodeID.random() != NodeID.random())
    }
}
