import Foundation
import ProgramTestSupport
import Synchronization
import Testing

/// Kills the program and lets its calls fail, at every moment, and compares what is left with a run never touched.
///
/// `make test` does a few of them; `make crash-test`, which sets `ARTPIPE_CRASH_MINUTES`, all.
@Suite(.serialized, .enabled(if: CrashLab.hasFaults, "needs a build with -D FILE_FAULTS, as 'make test' makes it"))
struct DisturbedRunTests {
  private static let minutes = ProcessInfo.processInfo.environment["ARTPIPE_CRASH_MINUTES"].flatMap(Double.init)

  /// A scenario and what happens to it.
  struct Job: Sendable {
    let scenario: Scenario
    let untouched: CrashLab.Untouched
    let disturbances: [Disturbance]
  }

  private static func jobs(
    _ scenario: Scenario, _ untouched: CrashLab.Untouched, turn: Int, _ random: inout SeededGenerator
  ) -> (kills: [Job], faults: [Job]) {
    func job(_ disturbances: [Disturbance]) -> Job {
      Job(scenario: scenario, untouched: untouched, disturbances: disturbances)
    }
    let (calls, faults) = (untouched.calls.kills, untouched.calls.faults(turn: turn))
    var (kills, failures) = (calls.map { job([$0]) }, faults.map { job([$0]) })
    for _ in 0..<40 {
      // Up to three kills of one run, and failures of the one that goes on.
      kills.append(
        job((0..<Int.random(in: 1...3, using: &random)).map { _ in .kill(after: .random(in: 0...1, using: &random)) }))
      if let kill = calls.randomElement(using: &random), let fault = faults.randomElement(using: &random) {
        failures.append(job([kill, fault]))
      }
    }
    return (kills, failures)
  }

  @Test func nothingIsLost() throws {
    let lab = try CrashLab()
    var random = SeededGenerator(seed: 14)
    // The scenarios take turns, so that all had their share when the time is over.
    var lists: [[Job]] = []
    for (turn, scenario) in Scenario.all.enumerated() {
      let (kills, faults) = Self.jobs(scenario, try lab.untouched(scenario), turn: turn, &random)
      for list in [kills.shuffled(using: &random), faults.shuffled(using: &random)] {
        lists.append(Array(list.prefix(Self.minutes == nil ? 1 : list.count)))
      }
    }
    let jobs = (0..<(lists.map(\.count).max() ?? 0)).flatMap { row in lists.compactMap { $0.dropFirst(row).first } }
    let deadline = ContinuousClock.now + .seconds((Self.minutes ?? 10) * 60)
    let next = Atomic(0)
    let done = Mutex((kills: 0, faults: 0, differences: 0, problems: [String]()))
    DispatchQueue.concurrentPerform(iterations: Self.minutes == nil ? 2 : ProcessInfo.processInfo.activeProcessorCount)
    {
      _ in
      while ContinuousClock.now < deadline {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < jobs.count else { return }
        let job = jobs[index]
        let problems =
          (try? lab.problems(job.scenario, job.untouched, job.disturbances)) ?? ["the test itself went wrong"]
        done.withLock { done in
          done.kills += job.disturbances.count(where: \.isKill)
          done.faults += job.disturbances.count { !$0.isKill }
          done.differences += problems.isEmpty ? 0 : 1
          done.problems += problems.map { "\(job.scenario), \(job.disturbances): \($0)" }
        }
      }
    }
    let (killed, failed, differences, problems) = done.withLock { $0 }
    for problem in problems { Issue.record("\(problem)") }
    print(
      "crash-test: \(killed) kills, \(failed) faults, \(lab.runCount) runs of \(Scenario.all.count) scenarios, "
        + "\(differences) differences; \(min(next.load(ordering: .relaxed), jobs.count)) of \(jobs.count) cases")
    #expect(killed > 0 && failed > 0)
  }

  /// What is read again when all is written: a video whose index is moved to its front, files that a record is made of.
  @Test(arguments: [Scenario(document: "rgb"), Scenario(document: "evaluated", earlier: ["stages.train.steps=4"])])
  func whatCannotBeReadAgainIsNotTakenForGood(_ scenario: Scenario) throws {
    let lab = try CrashLab()
    let untouched = try lab.untouched(scenario)
    let readings = untouched.calls.kinds.enumerated().filter { $0.element == "read" }.suffix(36)
    for (index, reading) in readings.enumerated() where index % 4 == 0 {
      let disturbance = Disturbance.fault("any:\(reading.offset + 1):\(EIO)")
      let problems = try lab.problems(scenario, untouched, [disturbance])
      #expect(problems.isEmpty, "\(disturbance)")
    }
  }
}

/// Random numbers that are the same each time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
