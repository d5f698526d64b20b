@testable import ArtGAN
import ArtSettings
import ArtTensor
import Testing

@Suite("Choices")
struct ChoiceSessionTests {
  private static func model(latent: LatentSpace = LatentSpace(size: 32)) -> ModelDefinition {
    var model = Examples.definition()
    model.latent = latent
    return model
  }

  private static let direction = LatentDirection(
    name: "up", vector: (0..<32).map { $0 == 3 ? 1 : 0 }, range: -3...3)

  @Test("the first sheet is new; the next has what was kept, children, moves and new ones")
  func composition() throws {
    let model = Self.model()
    var session = ChoiceSession(seed: 5, directions: [Self.direction])
    let first = try session.newestSheet(of: model)
    #expect(first.sheet.places.map(\.origin) == [ChoiceSheet.Origin](repeating: .newcomer, count: 20))
    #expect(first.sheet.places.map(\.point) == (0..<20).map { model.point(seed: 5, index: $0) })
    #expect(first.kept.isEmpty)

    try session.keep([17, 3])
    let (sheet, kept) = try session.newestSheet(of: model)
    #expect(kept.map(\.point) == [first.sheet.places[16].point, first.sheet.places[2].point])
    #expect(sheet.places.prefix(2).map(\.point) == kept.map(\.point))
    #expect(sheet.places[0].firstSeen == .init(sheet: 1, number: 17))
    let kinds = sheet.places.map {
      switch $0.origin {
      case .kept: "kept"
      case .child: "child"
      case .moved: "moved"
      case .newcomer: "new"
      }
    }
    let wanted = [("kept", 2), ("child", 10), ("moved", 4), ("new", 4)].flatMap { [String](repeating: $0, count: $1) }
    #expect(kinds == wanted)
    #expect(Set(sheet.places.map(\.point)).count == 20)
    // Newcomers go on where they were.
    #expect(sheet.places.suffix(4).map(\.sample) == [21, 22, 23, 24])
    guard case .moved(let parent, "up", let amount) = sheet.places[12].origin else {
      Issue.record("expected a move, found \(sheet.places[12].origin)")
      return
    }
    #expect((1...2).contains(abs(amount)))
    #expect(sheet.places[12].point[3] == Float(Double(kept[parent].point[3]) + amount))
  }

  @Test("a session is repeated, gone back in and gone on with, and an empty round keeps the parents")
  func rounds() throws {
    let model = Self.model()
    var session = ChoiceSession(seed: 5)
    try session.keep([1, 2])
    let second = try session.newestSheet(of: model)
    try session.keep([])
    let third = try session.newestSheet(of: model)
    #expect(third.kept == second.kept)
    #expect(third.sheet.places.prefix(2) == second.sheet.places.prefix(2))
    #expect(Set(third.sheet.places.dropFirst(2).map(\.point)).isDisjoint(with: second.sheet.places.map(\.point)))
    #expect(try session.at(sheet: 2).newestSheet(of: model).sheet == second.sheet)
    try session.undo()
    #expect(try session.newestSheet(of: model).sheet == second.sheet)
    try session.undo()
    #expect(session == ChoiceSession(seed: 5))
  }

  @Test("children come nearer from sheet to sheet")
  func falling() {
    let distances = (2..<30).map { ChoiceSession.mutation(onSheet: $0) }
    #expect(distances.first == 0.35)
    #expect(distances == distances.sorted(by: >))
    #expect(distances.last == 0.1)
  }

  @Test("what cannot be kept is refused, and nothing changes")
  func refusals() throws {
    var session = ChoiceSession(seed: 1)
    let cases: [([Int], String)] = [
      ([21], "there is no image 21 on the sheet: its numbers are 1 to 20"),
      ([0], "there is no image 0 on the sheet: its numbers are 1 to 20"), ([4, 4], "image 4 is named twice"),
      (
        Array(1...11),
        "11 images are too many to keep of 20: keep at most 10, so that there is room for new ones"
      ),
    ]
    for (numbers, message) in cases {
      let error = #expect(throws: ChoiceError.self) { try session.keep(numbers) }
      #expect(error?.description == message)
    }
    #expect(#expect(throws: ChoiceError.self) { try session.undo() } == .nothingToUndo)
    #expect(
      #expect(throws: ChoiceError.self) { try session.at(sheet: 2) }?.description
        == "there is no sheet 2: the newest of this session is sheet 1")
    #expect(session == ChoiceSession(seed: 1))
  }

  @Test("classes are inherited from a parent")
  func classes() throws {
    var model = Examples.definition()
    try model.learnClasses(.auto, [20, 20, 20])
    var session = ChoiceSession(seed: 1, classes: ["class 2", "class 0"])
    #expect(try session.newestSheet(of: model).sheet.places.allSatisfy { $0.point[6] == 0 })
    try session.keep([1])
    let sheet = try session.newestSheet(of: model).sheet
    #expect(sheet.places.prefix(16).allSatisfy { Array($0.point.suffix(3)) == [0, 0, 1] })
    try session.keep([1, 18])
    let weights = Set(try session.newestSheet(of: model).sheet.places.map { Array($0.point.suffix(3)) })
    #expect(weights == [[0, 0, 1], [1, 0, 0]])
    #expect(throws: LatentError.self) { try ChoiceSession(seed: 1, classes: ["x"]).newestSheet(of: model) }
    #expect(throws: LatentError.self) {
      try ChoiceSession(seed: 1, directions: [Self.direction]).newestSheet(of: model)
    }
  }

  @Test("a file keeps the session, the favourites and what others wrote into it")
  func file() throws {
    let checkpoint = try CheckpointTests.trained()
    let direction = LatentDirection(
      name: "up", vector: (0..<checkpoint.definition.latent.size).map { $0 == 1 ? 1 : 0 }, range: -2...3)
    var session = ChoiceSession(seed: 1 << 60, count: 12, truncation: 0.5, directions: [direction])
    try session.keep([3, 12])
    try session.keep([])
    try session.keep([1, 6])
    let other = PointsFile(others: [.init("mine", 7)])
    let file = try session.file(for: checkpoint, replacing: other)
    let again = try PointsFile(parsing: file.text, file: "c.artpoints.json")
    #expect(try ChoiceSession(in: again, at: "c.artpoints.json") == session)
    #expect(again.others.first == .init("mine", 7) || again.others.first?.value == 7)
    let kept = try session.newestSheet(of: checkpoint.definition).kept
    #expect(again.points.map(\.latent) == kept.map(\.point))
    #expect(again.points.map(\.name) == ["Sheet 1, image 3", "Sheet 3, image 6"])
    #expect(again.points[0].sample?.seed == 1 << 60 && again.points[0].sample?.number == 3)
    #expect(again.points[0].truncation == 0.5)
    #expect(again.points[1].sample == nil)

    let damaged: [(String, String)] = [
      (#"{"artpoints": 1}"#, "holds no choices: it was not written by 'artpipe choose'; name another file"),
      (
        #"{"artpoints": 1, "choices": {"rounds": [[3], [99]]}}"#,
        "choices.rounds[1]: there is no image 99 on the sheet: its numbers are 1 to 20"
      ),
      (#"{"artpoints": 1, "choices": {"count": 2}}"#, "count: expected a whole number from 6 to 60, found 2"),
    ]
    for (text, message) in damaged {
      let error = #expect(throws: Problems.self) {
        try ChoiceSession(in: PointsFile(parsing: text, file: "d"), at: "d")
      }
      #expect(error.map { "\($0.problems[0])" }?.hasSuffix(message) == true, "\(error.map { "\($0.problems)" } ?? "")")
    }
  }

  /// A chooser that likes one direction of the space keeps the four best of each sheet; another keeps any four.
  @Test("what is looked for becomes more frequent from sheet to sheet, and more than by chance")
  func preference() throws {
    let model = Self.model(latent: LatentSpace(size: 48))
    let wish = LatentSpace(size: 48).point(seed: 99)
    func liking(_ place: ChoiceSheet.Place) -> Float { zip(place.point, wish).reduce(0) { $0 + $1.0 * $1.1 } / 48 }
    func mean(_ sheet: ChoiceSheet) -> Float { sheet.places.reduce(0) { $0 + liking($1) } / Float(sheet.places.count) }
    var better = 0
    var curve = [Float](repeating: 0, count: 6)
    for seed in 1...10 {
      var (session, random) = (ChoiceSession(seed: UInt64(seed)), ChoiceSession(seed: UInt64(seed)))
      for round in curve.indices {
        let sheet = try session.newestSheet(of: model).sheet
        curve[round] += mean(sheet) / 10
        let best = sheet.places.indices.sorted { liking(sheet.places[$0]) > liking(sheet.places[$1]) }
        try session.keep(best.prefix(4).map { $0 + 1 })
        let order = RandomKey(seed: UInt64(seed)).folded(UInt64(round)).permutation(count: 20)
        try random.keep(order.prefix(4).map { $0 + 1 })
      }
      let (chosen, any) = (try session.newestSheet(of: model).sheet, try random.newestSheet(of: model).sheet)
      if mean(chosen) > mean(any) + 0.2 { better += 1 }
    }
    #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 < $1 }, "\(curve)")
    #expect(better >= 9)
  }
}
