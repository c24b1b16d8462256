extension [Duration] {
    /// The middle one; of an even number, halfway between the two in the middle; nil where there are none.
    var median: Duration? {
        let sorted = sorted()
        return isEmpty ? nil : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
