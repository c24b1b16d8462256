import IngotHardware
import IngotModel
import IngotStorage

/// Reads what a request refers to, so that planning needs nothing but values: the node, and the steps behind runbooks
/// and deploy templates.
struct RequestIntake {
    let surroundings: Surroundings
    let transaction: Transaction

    /// The argument under which steps of deploy templates reach the planner and stay with the run.
    static let templateSteps = "template_steps"
    /// The member of `instance_info` that holds the password while a machine is being rescued.
    static let rescuePassword = "rescue_password"

    /// The node as the request wants it to be worked on, or nil where it is gone.
    ///
    /// - Throws: ``PlanBlocker`` where the request refers to something that is not there.
    func task(for request: NodeRequest) throws -> NodeTask? {
        guard var task = try surroundings.task(request.node, arguments: request.arguments, transaction) else {
            return nil
        }
        switch request.kind {
        case .provision(let verb), .plan(let verb): try complete(&task, for: verb)
        case .power, .planPower, .validate, .call: break
        }
        return task
    }

    private func complete(_ task: inout NodeTask, for verb: Verb) throws {
        switch verb {
        case .active, .deploy, .rebuild:
            keep("configdrive", "configdrive", of: &task)
            task.arguments[Self.templateSteps] = try stepsOfTemplates(for: task.node)
        case .rescue: keep("rescue_password", Self.rescuePassword, of: &task)
        case .clean, .service: try readRunbook(&task, for: verb)
        case .provide, .deleted, .undeploy:
            task.arguments[CleaningRunbook.argument] = try CleaningRunbook(
                settings: surroundings.settings.cleaning, transaction: transaction
            ).argument(for: task.node)
        default: break
        }
    }

    /// Puts an argument where instances keep it, and away from the run's own arguments, which are shown.
    private func keep(_ argument: String, _ member: String, of task: inout NodeTask) {
        guard let value = task.arguments.removeValue(forKey: argument), !value.isNull else { return }
        task.node.instanceInfo[member] = value
    }

    /// The steps of the templates that are named for traits which the instance asks for, or nil where there are none.
    private func stepsOfTemplates(for node: Node) throws -> JSONValue? {
        let traits = node.instanceInfo["traits"]?.array?.compactMap(\.string) ?? []
        guard !traits.isEmpty else { return nil }
        let templates = try transaction.deployTemplates.list(Listing(DeployTemplateFilter(names: traits)))
        let steps = templates.flatMap { template in
            template.steps.map { $0.telling(StepOrigin(.deployTemplate, template.name)) }
        }
        return steps.isEmpty ? nil : .array(steps)
    }

    private func readRunbook(_ task: inout NodeTask, for verb: Verb) throws {
        guard let reference = task.arguments.removeValue(forKey: "runbook")?.string else { return }
        guard let runbook = try transaction.runbooks.resolve(reference) else {
            throw PlanBlocker(code: "runbook_not_found", status: 404, message: "runbook \(reference) does not exist")
        }
        task.arguments["\(verb.rawValue)_steps"] = .array(runbook.orderedSteps)
        if runbook.disablesRamdisk { task.arguments["disable_ramdisk"] = true }
    }
}
