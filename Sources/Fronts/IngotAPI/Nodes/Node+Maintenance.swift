import IngotModel

extension Node {
    /// Who has set the maintenance that the node is in, for those who may know who works on it: callers who are shown
    /// its `reservation`.
    func maintenanceSetter(for context: APIContext) -> String? {
        guard inMaintenance, NodeVisibilityRules(context).visibility(of: policyTarget).reservation else { return nil }
        return maintenanceBy
    }
}
