import BootMedia

extension Console {
    /// Tells how a build gets along: a line when a stage begins, and how long it took when it has ended.
    func report(progress event: BuildEvent) {
        switch event {
        case .started(let stage): report("\(stage) …")
        case .finished(let stage, let duration): report("\(stage): done in \(DurationText.text(duration))")
        }
    }
}
