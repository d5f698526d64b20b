extension EvaluationSummary {
  /// How near translations come to their targets, beside the inputs themselves.
  ///
  /// - Parameters:
  ///   - readings: the metrics that were measured, in the registry's order; the baseline is that of the inputs.
  ///   - isPaired: whether each input has a target of its own.
  init(translations readings: [Reading], isPaired: Bool) {
    let known = Dictionary(readings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let text = isPaired ? Self.ofPairs(known) : Self.ofSets(known)
    self.init(quality: text ?? Self.ofFirst(readings) ?? "Nothing was measured: look at the images", copies: nil)
  }

  /// `The outputs are nearer to their targets than the inputs are: colours are off by 4.1 (ΔE) where …`.
  private static func ofPairs(_ readings: [String: Reading]) -> String? {
    guard let colour = readings["colourError"], let input = colour.baseline else { return nil }
    let structure = readings["ssim"]
    let mean = colour.meanTarget.map { " and the mean target by \($0.text(places: 1))" } ?? ""
    var facts = [
      "colours are off by \(colour.model.value.text(places: 1)) (ΔE) where the input itself is off by "
        + "\(input.text(places: 1))\(mean)"
    ]
    if let structure, let input = structure.baseline {
      facts.append(
        "structure agrees by \(structure.model.value.text(places: 2)) (SSIM, 1 at most), that of the input by "
          + input.text(places: 2))
    }
    if let nearest = readings["nearestTarget"], let input = nearest.baseline {
      facts.append(
        "the nearest target to \(ofHundred(nearest.model.value)) outputs is their own (of inputs: \(hundredths(input)))"
      )
    }
    return verdict(colour.standing, structure?.standing) + ": " + facts.joined(separator: "; ")
  }

  private static func verdict(_ colour: Reading.Standing, _ structure: Reading.Standing?) -> String {
    switch (colour, structure) {
    case (.better, .worse):
      "The outputs are nearer to their targets than the inputs are in colour, but not in structure"
    case (.better, _): "The outputs are nearer to their targets than the inputs are"
    case (_, .better): "The outputs are nearer to their targets than the inputs are in structure, but not in colour"
    default: "The outputs are no nearer to their targets than the inputs are"
    }
  }

  /// `The outputs look more like the targets than the inputs do: the Fréchet distance is 35.2 where …`.
  private static func ofSets(_ readings: [String: Reading]) -> String? {
    let names = [("frechetDistance", "Fréchet distance"), ("patchFrechetDistance", "patch Fréchet distance")]
    guard let (id, name) = names.first(where: { readings[$0.0] != nil }), let reading = readings[id],
      let input = reading.baseline
    else { return nil }
    let verdict =
      switch reading.standing {
      case .better: "look more like the targets than the inputs do"
      case .same: "look about as much like the targets as the inputs do"
      case .worse: "look less like the targets than the inputs do"
      }
    let kept = readings["structureKept"].map {
      "; of the inputs' structure \($0.model.value.text(places: 2)) is kept (SSIM, 1 at most)"
    }
    return "The outputs \(verdict): the \(name) to them is \(reading.model.value.fourDigits), that of the inputs "
      + "\(input.fourDigits)\(kept ?? "")"
  }

  /// Of a program with metrics of its own.
  private static func ofFirst(_ readings: [Reading]) -> String? {
    readings.first { $0.baseline != nil && $0.direction != .likeReal }.flatMap { reading in
      reading.baseline.map {
        "The \(reading.title) is \(reading.model.value.fourDigits); the inputs have \($0.fourDigits), and "
          + "\(reading.direction.rawValue) is better"
      }
    }
  }
}

extension EvaluationSummary.Reading {
  enum Standing { case better, same, worse }

  /// How the model stands beside the baseline: better or worse where chance in the images does not explain it.
  var standing: Standing {
    guard let baseline else { return .same }
    let (low, high) = (model.interval?.low ?? model.value, model.interval?.high ?? model.value)
    if high < baseline { return direction == .higher ? .worse : .better }
    if low > baseline { return direction == .higher ? .better : .worse }
    return .same
  }
}
