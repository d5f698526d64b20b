import ArtTensor

extension ChoiceSession {
  /// The sheet to choose from, and the images that were kept so far.
  ///
  /// - Parameter model: the model whose points they are.
  /// - Throws: ``LatentError/otherModel(_:)`` for classes or directions that are not the model's.
  public func newestSheet(
    of model: ModelDefinition
  ) throws(LatentError) -> (sheet: ChoiceSheet, kept: [ChoiceSheet.Place]) {
    var breeding = try Breeding(self, model)
    var kept: [ChoiceSheet.Place] = []
    var sheet = breeding.sheet(1, of: kept)
    for (index, numbers) in rounds.enumerated() {
      if !numbers.isEmpty {
        kept = numbers.filter(sheet.places.indices.map { $0 + 1 }.contains).map { sheet.places[$0 - 1] }
      }
      sheet = breeding.sheet(index + 2, of: kept)
    }
    return (sheet, kept)
  }
}

/// Makes the sheets of a session, one after the other.
private struct Breeding {
  let session: ChoiceSession
  let model: ModelDefinition
  /// The numbers of the newcomers' classes; nil for all as frequent as in the training images.
  let labels: [Int]?
  /// How many newcomers there were.
  private var newcomers = 0

  init(_ session: ChoiceSession, _ model: ModelDefinition) throws(LatentError) {
    (self.session, self.model) = (session, model)
    for direction in session.directions {
      if let problem = model.problem(with: direction) { throw problem }
    }
    var labels: [Int] = []
    for name in session.classes {
      guard let label = model.classes.firstIndex(where: { $0.name == name }) else {
        throw .otherModel("it is of the class '\(name)', which \(model.id) does not have")
      }
      labels.append(label)
    }
    self.labels = labels.isEmpty ? nil : labels
  }

  mutating func sheet(_ number: Int, of kept: [ChoiceSheet.Place]) -> ChoiceSheet {
    let key = SeedPurpose.choices.key(of: session.seed).folded(UInt64(number))
    var places = kept.map {
      ChoiceSheet.Place(point: $0.point, origin: .kept, firstSeen: $0.firstSeen, sample: $0.sample)
    }
    // A fifth each for newcomers and for moves along directions.
    let share = max(2, session.count / 5)
    let moves = kept.isEmpty || session.directions.isEmpty ? 0 : min(share, session.count - kept.count - share)
    let children = kept.isEmpty ? 0 : session.count - kept.count - share - moves
    for index in 0..<(session.count - kept.count) {
      let (own, seen) = (key.folded(UInt64(index)), ChoiceSheet.Place.Seen(sheet: number, number: places.count + 1))
      if index < children {
        places.append(child(index, of: kept, own, onSheet: number, seen))
      } else if index < children + moves {
        places.append(moved(index - children, kept, own, seen))
      } else {
        places.append(newcomer(seen))
      }
    }
    return ChoiceSheet(number: number, places: places)
  }

  /// Each parent has a child of its own, then one with another, and so on by turns.
  private func child(
    _ index: Int, of kept: [ChoiceSheet.Place], _ key: RandomKey, onSheet number: Int, _ seen: ChoiceSheet.Place.Seen
  ) -> ChoiceSheet.Place {
    let (space, size) = (model.latent, model.latent.size)
    let chosen = key.folded(.parents)
    // Parents take turns, so that none is left out.
    let first = index % kept.count
    var parents = [first]
    var point = kept[first].point
    if kept.count > 1, (index / kept.count) % 2 == 1 {
      let second = (first + 1 + chosen.int(0, below: kept.count - 1)) % kept.count
      parents.append(second)
      let other = kept[second].point
      let classes = chosen.int(1, below: 2) == 0 ? point[size...] : other[size...]
      point =
        space.crossed(Array(point.prefix(size)), Array(other.prefix(size)), key: key.folded(.crossover)) + classes
    }
    let mutated = space.neighbour(
      of: Array(point.prefix(size)), at: ChoiceSession.mutation(onSheet: number), key: key.folded(.mutation))
    return ChoiceSheet.Place(point: mutated + point[size...], origin: .child(parents), firstSeen: seen, sample: nil)
  }

  /// Directions take turns, one way and the other.
  private func moved(
    _ index: Int, _ kept: [ChoiceSheet.Place], _ key: RandomKey, _ seen: ChoiceSheet.Place.Seen
  ) -> ChoiceSheet.Place {
    let chosen = key.folded(.parents)
    let direction = session.directions[(seen.sheet + index / 2) % session.directions.count]
    let range = direction.range ?? LatentDirection.usualRange
    let end = index % 2 == 0 ? range.upperBound : range.lowerBound
    // From a third of the way to two thirds.
    let amount = end * (1 + Double(chosen.uniform(1))) / 3
    let parent = chosen.int(0, below: kept.count)
    return ChoiceSheet.Place(
      point: model.moved(kept[parent].point, by: [LatentMove(direction, by: amount)]),
      origin: .moved(parent, direction: direction.name, amount: amount), firstSeen: seen, sample: nil)
  }

  private mutating func newcomer(_ seen: ChoiceSheet.Place.Seen) -> ChoiceSheet.Place {
    let index = newcomers
    newcomers += 1
    return ChoiceSheet.Place(
      point: model.point(seed: session.seed, index: UInt64(index), label: labels.map { $0[index % $0.count] }),
      origin: .newcomer, firstSeen: seen, sample: index + 1)
  }
}
