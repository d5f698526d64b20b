import ArtGraph

extension TranslationLoss {
  /// The mean absolute difference between result and target: E |y − G(x)|.
  /// Source: Isola et al. 2017, equation 3.
  public static let l1 = TranslationLoss(
    id: "l1", summary: "mean absolute difference from the target", needs: [.targets]
  ) { pass in (pass.output - pass.target).abs().mean() }

  /// Both ways there and back: E |F(G(x)) − x| + E |G(F(y)) − y|.
  /// Source: Zhu et al. 2017, equation 2.
  public static let cycle = TranslationLoss(
    id: "cycle", summary: "there and back again gives the image that it began with", needs: [.backward]
  ) { pass in
    let inputs = try pass.translatedBack(pass.output) - pass.input
    let targets = try pass.translated(pass.translatedBack(pass.target)) - pass.target
    return inputs.abs().mean() + targets.abs().mean()
  }

  /// What is of the right kind already stays: E |G(y) − y|, and E |F(x) − x| where there is a way back.
  /// Source: Taigman et al. 2017; Zhu et al. 2017, section 5.2.
  public static let identity = TranslationLoss(
    id: "identity", summary: "an image of the targets' kind is left as it is", needs: [.sameShape]
  ) { pass in
    let loss = (try pass.translated(pass.target) - pass.target).abs().mean()
    guard pass.translation.backward != nil else { return loss }
    return loss + (try pass.translatedBack(pass.input) - pass.input).abs().mean()
  }

  /// The mean absolute difference between what the discriminator's layers find in result and target.
  /// Source: Wang et al. 2018, "High-resolution image synthesis and semantic manipulation with conditional GANs", equation 4.
  public static let features = TranslationLoss(
    id: "features", summary: "the discriminator's layers find the same in the result as in the target",
    needs: [.targets]
  ) { pass in
    let (found, wanted) = (
      try pass.discriminatorFeatures(of: pass.output), try pass.discriminatorFeatures(of: pass.target)
    )
    let losses = zip(found, wanted).map { ($0 - $1.stoppingGradient()).abs().mean() }
    guard let first = losses.first else { return pass.graph.constant(0) }
    return losses.dropFirst().reduce(first, +) / Float(losses.count)
  }

  /// PatchNCE: each place of the result is to be found by the same place of the input, see ``PatchContrast``: the
  /// cross-entropy of exp(q·k⁺/τ) / Σ exp(q·k/τ) over the places of one image, the mean over places and layers. Inputs'
  /// vectors are held fixed.
  /// Source: Park et al. 2020, equations 2 and 3.
  public static let patchContrast = TranslationLoss(
    id: "patch-contrast", summary: "a place of the result is found by the same place of the input, among others",
    needs: [.contrast, .sameShape]
  ) { pass in
    guard let contrast = pass.translation.contrast else { return pass.graph.constant(0) }
    return try pass.contrastLoss(contrast)
  }
}
