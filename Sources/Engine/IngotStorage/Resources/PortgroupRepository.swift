import IngotModel

extension EntityRepository where Entity == Portgroup {
    package func find(address: MACAddress) throws -> Portgroup? {
        try table.first(" WHERE address = \(address)", on: connection)
    }
}
