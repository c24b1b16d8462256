/// A body that did not come whole in its time; what reads it is told so by the listener.
package struct OverdueBody: Error, Sendable {
    package init() {}
}
