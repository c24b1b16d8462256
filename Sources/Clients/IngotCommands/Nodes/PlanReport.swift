import IngotClient
import IngotModel

/// Plans for people: the steps in order, then what they destroy, the disks, what stands in the way, and what else is
/// worth knowing.
enum PlanReport {
    /// - Parameter plans: with each node's name; a single plan is printed as it came, several as a list.
    static func report(of plans: [(node: String, plan: Resource)]) -> Report {
        let isSingle = plans.count == 1
        return Report(
            data: isSingle
                ? plans[0].plan.json
                : .array(plans.map { ["node": .string($0.node), "plan": $0.plan.json] }),
            identifiers: plans.flatMap { ($0.plan.json["steps"]?.array ?? []).map(title) },
            text: { width in
                plans.map { node, plan in
                    let text = text(of: plan.json, width: width)
                    return isSingle ? text : "\(node)\n\(text)"
                }.joined(separator: "\n\n")
            })
    }

    private static func text(of plan: JSONValue, width: Int?) -> String {
        ([heading(of: plan), table(of: plan, width: width), PlanDisksReport.text(of: plan["disks"], width: width)]
            + sections(of: plan)).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private static func heading(of plan: JSONValue) -> String {
        let route = [plan["from_state"], plan["target"]].compactMap { $0?.string }.joined(separator: " → ")
        let reboots = plan["reboots"]?.integer ?? 0
        let parts = [route, reboots == 1 ? "1 reboot" : "\(reboots) reboots", estimate(of: plan)].compactMap { $0 }
        return "\(plan["verb"]?.string ?? "plan"): \(parts.joined(separator: ", "))"
    }

    /// How long it will take, where runs before tell.
    private static func estimate(of plan: JSONValue) -> String? {
        guard let estimate = plan["estimate"], let seconds = estimate["seconds"]?.number else { return nil }
        let runs = estimate["runs"]?.integer ?? 0
        return "about \(DurationText.text(seconds: seconds)) (\(runs == 1 ? "1 run" : "\(runs) runs") before)"
    }

    private static func table(of plan: JSONValue, width: Int?) -> String {
        let steps = plan["steps"]?.array ?? []
        guard !steps.isEmpty else { return "No steps." }
        let times = plan["estimate"]?["steps"]?.array ?? []
        let hasTimes = times.contains { !$0.isNull }
        return TextTable(
            header: ["Step", "Actor", "Priority", "Repeat"] + (hasTimes ? ["Usually"] : []) + ["Reason"],
            rows: steps.enumerated().map { index, step in
                let time = times.indices.contains(index) ? times[index]["seconds"]?.number : nil
                return [
                    title(of: step), step["actor"]?.string ?? "", step["priority"]?.integer.map(String.init) ?? "",
                    step["repeat"]?.string ?? "",
                ] + (hasTimes ? [time.map(DurationText.text(seconds:)) ?? ""] : []) + [step["reason"]?.string ?? ""]
            }
        ).rendered(width: width)
    }

    private static func sections(of plan: JSONValue) -> [String] {
        let texts: [(String, [String])] = [
            ("Destroys:", plan["destroys"]?.array?.compactMap(\.string) ?? []),
            ("Blocked by:", plan["blocked_by"]?.array?.compactMap { $0["message"]?.string } ?? []),
            ("Will fail:", plan["will_fail"]?.string.map { [$0] } ?? []),
            ("Waits for room:", wait(of: plan).map { [$0] } ?? []),
            ("Notes:", plan["notes"]?.array?.compactMap(\.string) ?? []),
        ]
        return texts.filter { !$0.1.isEmpty }.map { title, lines in
            ([title] + lines.map { "  - \($0)" }).joined(separator: "\n")
        }
    }

    private static func wait(of plan: JSONValue) -> String? {
        guard let wait = plan["waits_for_room"], let position = wait["position"]?.integer else { return nil }
        return "as number \(position) in line: \(wait["reason"]?.string ?? "it does not begin at once")"
    }

    private static func title(of step: JSONValue) -> String {
        [step["interface"], step["step"]].compactMap { $0?.string }.joined(separator: ".")
    }
}
