import IngotAgent

@main
struct IngotAgentProgram {
    static func main() async { await AgentProgram.main() }
}
