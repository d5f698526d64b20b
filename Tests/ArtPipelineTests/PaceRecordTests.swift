import ArtFiles
import ArtGAN
import ArtSettings
import Foundation
import Testing

@testable import ArtPipeline

/// The record of a constant pace, changed by somebody together with its hash.
struct PaceRecordTests {
  private typealias Change = @Sendable (inout PaceRecord) -> Void

  private static func record() -> PaceRecord {
    var record = PaceRecord(distance: .pixels, framesPerSecond: 24)
    let transition = PaceRecord.Transition(
      change: 2, startBefore: 0, framesBefore: 5, startAfter: 0, framesAfter: 5, speedBefore: [1], speedAfter: [1],
      shareOfChange: [0, 0.5, 1], shareOfPath: [0, 0.25, 1])
    record.walks = [
      PaceRecord.Walk(ratioBefore: 2, ratioAfter: 1, transitions: [transition, transition]),
      PaceRecord.Walk(ratioBefore: 2, ratioAfter: 1, transitions: [transition, transition]),
    ]
    return record
  }

  private static let place = "the field 'walks[1].transitions"
  private static let faults: [(change: Change, words: String)] = [
    ({ $0.format = 2 }, "the field 'format': expected 1, found 2"),
    ({ $0.distance = .features }, "the field 'distance': expected pixels, found features"),
    ({ $0.walks = [] }, "the field 'walks': expected 2 walks, found 0"),
    ({ $0.walks.removeLast() }, "the field 'walks': expected 2 walks, found 1"),
    ({ $0.walks += $0.walks }, "the field 'walks': expected 2 walks, found 4"),
    ({ $0.walks[1].transitions = [] }, "\(place)': expected 2 transitions, found 0"),
    ({ $0.walks[1].transitions.removeLast() }, "\(place)': expected 2 transitions, found 1"),
    (
      { $0.walks[1].transitions[1].change = 1e308 },
      "\(place)[1].change': expected a number of at least 0, found 1e+308"
    ),
    ({ $0.walks[1].transitions[1].change = -1 }, "\(place)[1].change': expected a number of at least 0, found -1.0"),
    ({ $0.walks[1].transitions[1].change = .nan }, "\(place)[1].change': expected a number of at least 0, found nan"),
    (
      { $0.walks[1].transitions[0].shareOfChange = [] },
      "\(place)[0].shareOfPath': expected 0 numbers, at least 2, found 3"
    ),
    (
      { $0.walks[1].transitions[0].shareOfPath = [0, 1] },
      "\(place)[0].shareOfPath': expected 3 numbers, at least 2, found 2"
    ),
    (
      { $0.walks[1].transitions[0].shareOfChange[1] = 1.5 },
      "\(place)[0].shareOfChange': expected numbers that rise from 0 to 1"
    ),
    (
      { $0.walks[1].transitions[0].shareOfPath = [0.5, 0.4, 1] },
      "\(place)[0].shareOfPath': expected numbers that rise from 0 to 1"
    ),
    (
      { $0.walks[1].transitions[0].shareOfPath[1] = .nan },
      "\(place)[0].shareOfPath': expected numbers that rise from 0 to 1"
    ),
  ]

  @Test func whatWasNotMeasuredIsNamed() throws {
    let good = Self.record()
    try good.validate(walks: 2, pieces: 2, by: .pixels)
    try PaceRecord(Data(good.encoded())).validate(walks: 2, pieces: 2, by: .pixels)
    for (change, words) in Self.faults {
      var record = good
      change(&record)
      let error = #expect(throws: UnreadableField.self) { try record.validate(walks: 2, pieces: 2, by: .pixels) }
      #expect(error?.description == words)
    }
  }

  private static let storyboard =
    #"{"kind": "storyboard", "scenes": 3, "hold": 0.1, "transition": 0.2, "pace": "constant"}"#
  private static let interpolate = """
    {"kind": "interpolate", "keyframes": 2, "frames": 9, "walks": 2, "pace": "constant", "paceDistance": "pixels"}
    """

  @Test(arguments: [(storyboard, "storyboard"), (interpolate, "interpolate")])
  func whatWasNotMeasuredIsMeasuredAgain(stage: String, kind: String) throws {
    let (folder, log) = (try TemporaryFolder(), EventLog())
    let plan = try Workbench.plan(
      """
      {"model": {"plugin": "mlp-gan", "size": 8, "recipe": {"batchSize": 8}}, "report": false,
        "dataset": {"kind": "strokes", "count": 16},
        "stages": [{"kind": "train", "steps": 2, "samples": 0}, \(stage), {"kind": "images", "id": "walk"}]}
      """)
    func run() throws -> [String] {
      _ = try Workbench.run(plan, in: folder, observer: log.observer)
      return log.take()
    }
    _ = try run()
    let name = "\(kind)-pace.json"
    let whole = try folder.data(name)
    let texts = [
      ("", "the whole is no JSON"), ("{}", "is missing"), (#"{"format": 1e400}"#, ""),
      (String(repeating: "[", count: 100_000), ""),
    ]
    let changes: [Change] = [
      { $0.walks = [] }, { $0.walks[0].transitions = [] },
      { for piece in $0.walks[0].transitions.indices { $0.walks[0].transitions[piece].change = 1e308 } },
      { $0.walks[0].transitions[0].change = -1e308 }, { $0.walks[0].transitions[0].shareOfChange = [] },
    ]
    let changed = try changes.map { change in
      var record = try PaceRecord(whole)
      change(&record)
      return (try record.encoded(), "the field 'walks")
    }
    for (bytes, words) in texts.map({ (Array($0.utf8), $1) }) + changed {
      try folder.forge(name, Data(bytes))
      let prospects = try Workbench.runner(plan, in: folder).prospects()
      #expect("\(prospects[1])".hasPrefix("begins anew, because \(name): it cannot be used: "))
      let told = try run()
      let place = "warning: \(folder.path(of: name)) is kept as \(name)."
      #expect(told.contains { $0.hasPrefix(place) && (words.isEmpty || $0.contains(words)) }, "\(told)")
      #expect(told.contains("unchanged walk"))
      #expect(try folder.data(name) == whole)
    }
    #expect(try run() == ["unchanged train", "unchanged \(kind)", "unchanged walk"])
  }
}
