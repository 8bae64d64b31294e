package io.nasrec.experiments.config;

/**
 * A complete, valid experiment file for tests, with the names that keys had before they belonged to
 * variants; line 1 is {@code name}.
 */
final class ExampleFile {
  static final String TEXT =
      """
      name: example
      seed: 7
      data:
        format: criteo
        raw: rows.tsv.gz
        split: nasrec
        denseTransform: log1p
        minCount: 10
        maxBadRows: 0
      space:
        name: nasrec-small
        blocks: 7
        layerNorm: true
        embeddingDim: 16
      warmUp:
        sample: 1%
        epochs: 1
        batchSize: 512
        learningRate: 0.12
        fullPathDecay: 15_000
        embeddingRows: 500000
      search:
        strategy: regularized-evolution
        proxy: sigeo
        lambda: [1, 0.5, 1e-3]
        scope: dense
        batches: 4
        batchSize: 512
        population: 128
        generations: 240
        tournament: 64
        children: 8
        mutations: 1
        workers: 2
        topK: 15
      retrain:
        epochs: 1
        batchSize: 256
        learningRate: 0.12
        patience: 1
        evaluationsPerEpoch: 1
        embeddingL2: 1e-6
        embeddingDropout: 0.25
        embeddingRows: none
      training:
        clipNorm: 5.0
        adagradEpsilon: 0.01
        learningRateWarmUp: 10%
        embeddingStd: 0.01
      baseline:
        networks: [logistic-regression, fm]
        epochs: 3
        batchSize: 256
        learningRate: 0.1
        patience: 2
        hidden: [400, 300]
        dlrmBottom: [64]
        dlrmTop: [32, 16]
        cinMaps: [8]
        attentionLayers: 3
        attentionHeads: 2
        attentionHeadDim: 32
        crossLayers: 2
      engine:
        threads: 2
      """;

  private ExampleFile() {}

  /** The text with one line's content replaced; the line must exist. */
  static String with(String line, String replacement) {
    String changed = TEXT.replace(line + "\n", replacement + "\n");
    if (changed.equals(TEXT)) {
      throw new IllegalArgumentException("no line ends with '" + line + "'");
    }
    return changed;
  }
}
