import Synchronization

/// A piece of memory that direct writes accept, lent from a ``DiskStream`` to its threads and back.
///
/// Unchecked, as it is raw memory: the stream fills it while nobody else holds it, and the hashing and the writing
/// thread only read it until both have let go.
final class StreamBuffer: @unchecked Sendable {
    static let alignment = 4096

    let memory: UnsafeMutableRawBufferPointer
    var count = 0
    let readers = Atomic<Int>(0)

    init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: Self.alignment)
    }

    deinit { memory.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
    var room: Int { memory.count - count }

    /// Takes as many bytes as there is room for and returns their number.
    func fill(from source: UnsafeRawBufferPointer) -> Int {
        let taken = min(room, source.count)
        UnsafeMutableRawBufferPointer(rebasing: memory[count..<count + taken])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<taken]))
        count += taken
        return taken
    }
}
