import IngotClient
import IngotModel

/// A plan for people: its steps in order, then what it destroys, what stands in its way, and what else is worth knowing.
enum PlanReport {
    static func report(of plan: Resource) -> Report {
        let steps = plan.json["steps"]?.array ?? []
        return Report(
            data: plan.json, identifiers: steps.map(title),
            text: { width in
                ([heading(of: plan.json), table(of: steps, width: width)] + sections(of: plan.json))
                    .filter { !$0.isEmpty }.joined(separator: "\n\n")
            })
    }

    private static func heading(of plan: JSONValue) -> String {
        let route = [plan["from_state"], plan["target"]].compactMap { $0?.string }.joined(separator: " → ")
        let reboots = plan["reboots"]?.integer ?? 0
        return "\(plan["verb"]?.string ?? "plan"): \(route), \(reboots == 1 ? "1 reboot" : "\(reboots) reboots")"
    }

    private static func table(of steps: [JSONValue], width: Int?) -> String {
        guard !steps.isEmpty else { return "No steps." }
        return TextTable(
            header: ["Step", "Actor", "Priority", "Repeat", "Reason"],
            rows: steps.map { step in
                [
                    title(of: step), step["actor"]?.string ?? "", step["priority"]?.integer.map(String.init) ?? "",
                    step["repeat"]?.string ?? "", step["reason"]?.string ?? "",
                ]
            }
        ).rendered(width: width)
    }

    private static func sections(of plan: JSONValue) -> [String] {
        let texts: [(String, [String])] = [
            ("Destroys:", plan["destroys"]?.array?.compactMap(\.string) ?? []),
            ("Blocked by:", plan["blocked_by"]?.array?.compactMap { $0["message"]?.string } ?? []),
            ("Notes:", plan["notes"]?.array?.compactMap(\.string) ?? []),
        ]
        return texts.filter { !$0.1.isEmpty }.map { title, lines in
            ([title] + lines.map { "  - \($0)" }).joined(separator: "\n")
        }
    }

    private static func title(of step: JSONValue) -> String {
        [step["interface"], step["step"]].compactMap { $0?.string }.joined(separator: ".")
    }
}
