import IngotContracts
import IngotModel

extension NodeInventory {
    /// The disks that inspection saw; those that other people's agents tell of in another shape are left out.
    var disks: [BlockDevice] {
        (inventory["disks"]?.array ?? []).compactMap { disk in
            try? BlockDevice(inventory: WireObject(disk, at: "disks"))
        }
    }
}
