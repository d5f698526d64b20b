public import ArtGraph
public import ArtNN

extension ModelDefinition {
  /// The memory that the programs of a training take on a device, found without taking any.
  ///
  /// - Throws: ``ModelError`` or `GraphError` if the model cannot be built.
  public func trainingMemory(on device: any Device) throws -> PlanMemory {
    try validate()
    return try device.memory(of: StepPrograms(self, noise: .drawn, device: device).all)
  }

  /// The memory that a ``Sampler`` takes on a device, or a ``CanvasSampler`` where a size is asked for, or of a model that
  /// translates a ``Translator``, found without taking any.
  ///
  /// - Throws: ``SamplingError/fixedSize(model:made:asked:)``, ``ModelError`` or `GraphError`.
  public func samplingMemory(in size: Size2D? = nil, on device: any Device) throws -> PlanMemory {
    try validate()
    if kind == .image { return try Translator.memory(of: self, size: size, on: device) }
    return try device.memory(
      of: size.map { try CanvasSampler.program(self, generator, size: $0, on: device).program }
        ?? Sampler.program(self, generator, on: device))
  }
}
