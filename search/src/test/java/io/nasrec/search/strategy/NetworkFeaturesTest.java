package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.Samples;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkFeaturesTest {

  /** Five dense features, four fields, embeddings of 8; layers are normalised. */
  @Test
  void handComputedNetwork() {
    Block first =
        new Block(
            DenseOperator.FC,
            SparseOperator.EMBEDDED_FC,
            16,
            32,
            true,
            true,
            List.of(0),
            List.of(0),
            0,
            0);
    Block second =
        new Block(
            DenseOperator.DOT_PRODUCT,
            SparseOperator.EMBEDDED_FC,
            32,
            16,
            true,
            false,
            List.of(1),
            List.of(0),
            0,
            1);

    // Nobody reads the first block's sparse rows, so that its merger is dead; its FM is not.
    assertThat(features(Samples.SPACE, List.of(first, second)))
        .startsWith(1, 1, 16, 32, 0, 1, 1, 1)
        .startsWith(concat(new float[] {1, 1, 16, 32, 0, 1, 1, 1}, 2, 1, 32, 16, 1, 0, 0, 1, 1, 0));

    Block withoutFm =
        new Block(
            DenseOperator.FC,
            SparseOperator.EMBEDDED_FC,
            16,
            32,
            true,
            false,
            List.of(0),
            List.of(0),
            0,
            0);
    // FC: 5·16 and a normalisation of 2·16. Dot product, q = 8: 16·8 + 2·8, rows 4·8 + 2·8,
    // triangle of 36: 36·32 + 2·32. Embedded FC: 4·16 + 2·16. Merger: 32·64 + 2·64. Head: 32 +
    // (16 + 8)·8 and a bias.
    int parameters = 112 + 144 + 48 + 1216 + 96 + 2176 + 225;
    int macs = 80 + 128 + 4 * 8 * 8 + 9 * 9 * 8 + 36 * 32 + 4 * 16 * 8 + 32 * 64 + 224;
    assertThat(features(Samples.SPACE, List.of(withoutFm, second)))
        .containsExactly(
            concat(
                new float[] {1, 0, 16, 0, 0, 0, 1, 0, 2, 1, 32, 16, 1, 0, 0, 1, 1, 0},
                // FC, dot product, embedded FC, depth, widths, sizes
                1,
                1,
                1,
                2,
                48,
                16,
                parameters,
                macs));
  }

  @Test
  void aBlockThatNobodyReadsCountsAsNothing() {
    Block block =
        new Block(
            DenseOperator.FC,
            SparseOperator.EMBEDDED_FC,
            16,
            16,
            false,
            false,
            List.of(0),
            List.of(0),
            0,
            0);

    float[] features = features(Samples.SPACE, List.of(block, block));

    assertThat(features).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 16, 16, 0, 0, 1, 0, 1, 0);
    // FC, dot product, embedded FC, depth, widths
    assertThat(List.of(features[18], features[19], features[20], features[21], features[22]))
        .containsExactly(1f, 0f, 1f, 1f, 16f);
  }

  static List<SearchSpace> spaces() {
    return List.of(Samples.SPACE, Samples.FULL, Samples.PLUS);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void equalNetworksHaveEqualFeaturesWhateverTheirEncoding(SearchSpace space) {
    NetworkFeatures features = new NetworkFeatures(Samples.networks(space));
    Map<String, Set<List<Float>>> byNetwork = new TreeMap<>();
    Set<List<Block>> encodings = new HashSet<>();
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    for (int i = 0; i < 4_000; i++) {
      Architecture network = sampler.sample(RandomStreams.stream(1, "network", i));
      encodings.add(network.blocks());
      byNetwork
          .computeIfAbsent(network.fingerprint(), f -> new HashSet<>())
          .add(list(features.vector(network)));
    }

    assertThat(encodings).hasSizeGreaterThan(byNetwork.size());
    assertThat(byNetwork.values()).allMatch(vectors -> vectors.size() == 1);
    if (space.equals(Samples.SPACE)) {
      // Of a gate, the features do not tell its two operands apart; there is none here.
      assertThat(new HashSet<>(byNetwork.values())).hasSameSizeAs(byNetwork.keySet());
    }
  }

  private static float[] features(SearchSpace space, List<Block> blocks) {
    return new NetworkFeatures(Samples.networks(space)).vector(new Architecture(space, blocks));
  }

  private static List<Float> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private static float[] concat(float[] first, float... second) {
    float[] all = new float[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
