/// Whether a node's standing refuses what is asked of it, or is left for a plan to tell of.
enum StandingChecks: Sendable { case enforced, waived }
