import Foundation
import ProgramTestSupport
import Testing

/// Limits of the system: each ends in one sentence with a path and a remedy, and nothing is lost.
@Suite(.serialized)
struct SystemLimitTests {
  private static let isLong = ProcessInfo.processInfo.environment["ARTPIPE_CRASH_MINUTES"] != nil

  /// Some of the values where not all are wanted.
  private static func some(_ values: [Int]) -> [Int] {
    isLong ? values : [values.first, values.dropFirst(values.count / 2).first].compactMap(\.self)
  }

  private let lab: CrashLab

  init() throws { lab = try CrashLab() }

  /// Runs scenarios under a script, and then without it.
  private func expectNothingLost(
    _ scenarios: [Scenario], under script: String, mayEnd: @escaping (ProgramRun) -> Bool
  ) throws {
    for scenario in scenarios {
      let problems = try lab.problems(
        scenario, try lab.untouched(scenario), [.script(script)], mayEnd: mayEnd)
      for problem in problems { Issue.record("\(scenario), \(script): \(problem)") }
    }
  }

  /// Whether a run ended well, or with a status and sentences that say where and what to do: one where a call failed, one
  /// for each setting where the plan was refused.
  private static func isTold(_ run: ProgramRun, _ remedy: String, planned refusal: String = "of memory") -> Bool {
    if run.status == 0 { return true }
    let errors = run.errors.split(separator: "\n").filter { $0.contains("error: ") }
    let isOne = errors.count == 1 && errors.allSatisfy { $0.contains(remedy) }
    let isRefused = !errors.isEmpty && errors.allSatisfy { $0.contains(".json:") && $0.contains(refusal) }
    return [65, 66, 73].contains(run.status) && (isOne || isRefused)
  }

  private static let scenarios =
    ["mlp", "rgb"].map { Scenario(document: $0) }
    + (isLong ? [Scenario(document: "dcgan"), .init(document: "art")] : [])

  @Test(
    .enabled(if: SystemLimitTests.canMount, "needs the right to mount a file system in a namespace of its own"),
    arguments: some(Array(stride(from: 100, through: 2000, by: 100))))
  func aFullDisk(kilobytes: Int) throws {
    // The file system is gone when its namespace ends: what is on it is copied out.
    let inside = """
      cp -a out/. was; mount -t tmpfs -o size=\(kilobytes)k none out && cp -a was/. out && "$@"
      s=$?; cp -a out/. kept; exit $s
      """
    let script = """
      mkdir -p out was kept; unshare -rm sh -c '\(inside)' sh "$@"
      s=$?; rm -rf out was; mv kept out; exit $s
      """
    try expectNothingLost(Self.scenarios, under: script) {
      Self.isTold($0, "free some space", planned: "this machine has ")
    }
  }

  @Test(arguments: some([0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64]))
  func aLimitOfFileSizes(halfKilobytes: Int) throws {
    // Messages go through a pipe, which has no size.
    let script =
      #"mkfifo errors; cat errors >&2 & (ulimit -f \#(halfKilobytes); exec "$@" 2>errors); s=$?; wait; exit $s"#
    try expectNothingLost(Self.scenarios, under: script) {
      Self.isTold($0, "(ulimit -f)", planned: "no file may be larger than ")
    }
  }

  @Test(arguments: some([5, 6, 8, 10, 12, 15, 16, 17, 18, 19, 20, 22, 24, 32]))
  func fewOpenFiles(count: Int) throws {
    try expectNothingLost(Self.scenarios, under: #"ulimit -n \#(count); exec "$@""#) {
      Self.isTold($0, "ulimit -n")
    }
  }

  /// The system gives a program no stack that is larger than it may be.
  @Test(arguments: [64, 128, 511])
  func aSmallStack(kilobytes: Int) throws {
    let run = try Program.find(
      "sh", ["-c", #"ulimit -s \#(kilobytes); exec "$@""#, "sh", Program.artpipe, "models", "list"])
    #expect(run.status == 66)
    #expect(
      run.errors == "error: the stack may have only \(kilobytes) kB ('ulimit -s' shows the limit): allow 512\n")
  }

  @Test func theSmallestStack() throws {
    try expectNothingLost(Self.scenarios, under: #"ulimit -s 512; exec "$@""#) { $0.status == 0 }
  }

  /// Where no memory can be had the Swift runtime ends the program, which nobody can catch: then too, nothing is lost.
  @Test(arguments: some([80, 90, 100, 110, 120, 130, 150, 200, 300, 500, 800]))
  func littleMemory(megabytes: Int) throws {
    try expectNothingLost(
      Self.scenarios, under: #"ulimit -v \#(megabytes * 1024); exec timeout -s KILL 60 "$@""#
    ) { run in
      let isLoadersFault = run.status == 127 && run.errors.contains("error while loading shared libraries")
      let isRuntimesFault =
        [-SIGILL, -SIGTRAP, -SIGABRT, -SIGSEGV].contains(run.status) || (132...139).contains(run.status)
      return isLoadersFault || isRuntimesFault && run.status != 137 || Self.isTold(run, "ulimit -v")
        || Self.isTold(run, "close other programs", planned: "memory")
    }
  }

  /// A training that takes several seconds is stopped after one, with a checkpoint that it goes on from.
  @Test func aLimitOfCPUTime() throws {
    let scratch = try Scratch()
    try Scenario.prepare(scratch)
    let command = [Program.artpipe, "run", "wgan.json", "--set", "stages.train.steps=100000", "--output", "out"]
    let run = try Program.find("sh", ["-c", #"ulimit -t 2; exec "$@""#, "sh"] + command, in: scratch.path)
    #expect(run.status == 130)
    #expect(run.errors.contains("the limit of CPU time is reached ('ulimit -t' shows it)\n"))
    #expect(run.errors.contains("is saved; run the same command again to resume"))
    let steps = FolderContents(scratch.path(of: "out")).steps
    #expect(steps > 0)
    _ = try Program.find("sh", ["-c", #"ulimit -t 2; exec "$@""#, "sh"] + command, in: scratch.path)
    #expect(FolderContents(scratch.path(of: "out")).steps > steps)
  }

  static let canMount: Bool = {
    let run = try? Program.find("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/tmp"])
    return run?.status == 0
  }()
}
