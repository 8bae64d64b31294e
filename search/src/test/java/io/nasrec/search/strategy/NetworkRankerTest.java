package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.RandomStreams;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkRankerTest {
  /** Of 100 at random, the ten best by a rule that is known from 60 noisy examples alone. */
  @Test
  void learnsARuleFromNoisyExamples() {
    List<float[]> candidates = rows("candidates", 100);

    List<Integer> order = learned(60, NetworkRankerTest::rule).order(candidates);

    double[] sorted = candidates.stream().mapToDouble(NetworkRankerTest::rule).sorted().toArray();
    assertThat(order).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    double first =
        order.subList(0, 10).stream()
            .map(candidates::get)
            .mapToDouble(NetworkRankerTest::rule)
            .average()
            .orElseThrow();
    assertThat(first).isGreaterThan(sorted[80]);
  }

  @Test
  void theOppositeExamplesGiveAboutTheOppositeOrder() {
    List<float[]> candidates = rows("candidates", 100);

    List<Integer> order = learned(60, row -> -rule(row)).order(candidates);

    double[] sorted = candidates.stream().mapToDouble(NetworkRankerTest::rule).sorted().toArray();
    assertThat(rule(candidates.get(order.get(0)))).isLessThan(sorted[20]);
  }

  @Test
  void theSameExamplesGiveTheSameOrder() {
    List<float[]> candidates = rows("candidates", 100);

    assertThat(learned(30, NetworkRankerTest::rule).order(candidates))
        .isEqualTo(learned(30, NetworkRankerTest::rule).order(candidates));
  }

  @Test
  void whatCannotBeToldApartKeepsItsOrder() {
    NetworkRanker one = new NetworkRanker();
    one.learn(new float[] {1, 2, 3, 4}, 0.5);

    assertThat(one.order(rows("candidates", 5))).containsExactly(0, 1, 2, 3, 4);
    assertThat(learned(30, NetworkRankerTest::rule).order(List.of(new float[4], new float[4])))
        .containsExactly(0, 1);
  }

  private static double rule(float[] row) {
    return 2 * row[0] - row[3];
  }

  private static NetworkRanker learned(int count, ToDoubleFunction<float[]> rule) {
    NetworkRanker ranker = new NetworkRanker();
    RandomGenerator noise = RandomStreams.stream(5, "noise");
    for (float[] row : rows("examples", count)) {
      ranker.learn(row, rule.applyAsDouble(row) + noise.nextGaussian());
    }
    return ranker;
  }

  private static List<float[]> rows(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              RandomGenerator random = RandomStreams.stream(5, name, i);
              return new float[] {
                random.nextInt(8), random.nextInt(8), random.nextInt(8), random.nextInt(8)
              };
            })
        .toList();
  }
}
