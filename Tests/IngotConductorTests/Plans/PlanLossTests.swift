import IngotDrivers
import IngotHardware
import IngotModel
import Testing

@testable import IngotConductor

/// What plans say that is lost.
struct PlanLossTests {
    private func plan(_ verb: Verb, _ names: String...) -> Plan {
        Plan(
            verb: verb.rawValue, from: .manageable, target: .manageable,
            steps: names.map { PlannedStep(Step(.deploy, $0), by: .agent, .resumable, because: "it is there") })
    }

    @Test func `an image costs the root device`() {
        #expect(Planner.losses(of: plan(.active, "deploy", "write_image")) == [DataLoss("everything", on: .rootDevice)])
    }

    @Test func `cleaning that nobody knows yet is told as what it may cost`() {
        #expect(Planner.losses(of: plan(.provide, "prepare_cleaning", "get_clean_steps")) == [.unknownCleaning])
        let known = Planner.losses(of: plan(.provide, "get_clean_steps", "erase_devices_metadata"))
        #expect(known == [DataLoss("partition tables and file system signatures", on: .all)])
    }

    @Test func `a cleaning by hand costs what its steps cost`() {
        #expect(Planner.losses(of: plan(.clean, "get_clean_steps", "burnin_cpu")).isEmpty)
        #expect(Planner.losses(of: plan(.clean, "erase_devices")).map(\.disks) == [.all])
    }
}
