import ProgramTestSupport
import Testing

/// The Python tools that have tests of their own, which need nothing but Python and git.
@Suite("Tools' own tests")
struct ToolTests {
  static let hasPython = ["python3", "git"].allSatisfy { (try? Program.find($0, ["--version"]).status) == 0 }

  @Test(
    "Python's unit tests pass", .enabled(if: hasPython, "needs python3 and git"),
    arguments: ["api", "peers"])
  func unitTests(folder: String) throws {
    let run = try Program.find("python3", ["-B", "-m", "unittest", "discover", "--start-directory", "Tools/\(folder)"])
    #expect(run.status == 0, "\(run.errors)")
    // A folder without tests passes too.
    #expect(run.errors.contains("OK") && !run.errors.contains("Ran 0 tests"), "\(run.errors)")
  }
}
