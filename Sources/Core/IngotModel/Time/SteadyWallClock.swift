/// A time of day that goes on from where another clock was when this one was made, however that one is set meanwhile.
package struct SteadyWallClock: WallClock {
    private let beginning: Timestamp
    private let origin = ContinuousClock.now

    package init(from clock: any WallClock = SystemWallClock()) { beginning = clock.now }

    package var now: Timestamp { beginning + origin.duration(to: .now) }
}
