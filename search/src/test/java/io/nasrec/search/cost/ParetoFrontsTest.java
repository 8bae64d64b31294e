package io.nasrec.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fronts against their definition, crowding against numbers by hand. */
class ParetoFrontsTest {

  /** From few values, so that points coincide and share coordinates. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 40, 1_000_000})
  void frontsAreThoseOfTheDefinition(int values) {
    Random random = new Random(values);
    for (int size : new int[] {0, 1, 2, 7, 120}) {
      List<double[]> points =
          IntStream.range(0, size)
              .mapToObj(i -> new double[] {random.nextInt(values), -random.nextInt(values)})
              .toList();
      ParetoFronts fronts = new ParetoFronts(points);

      assertThat(fronts.fronts()).isEqualTo(byDefinition(points));
      for (int front = 0; front < fronts.fronts().size(); front++) {
        for (int point : fronts.fronts().get(front)) {
          assertThat(fronts.rank(point)).isEqualTo(front);
        }
      }
    }
  }

  /**
   * Peels off, again and again, what no remaining point is at least as good as and different from.
   */
  private static List<List<Integer>> byDefinition(List<double[]> points) {
    List<List<Integer>> fronts = new ArrayList<>();
    List<Integer> rest = new ArrayList<>(IntStream.range(0, points.size()).boxed().toList());
    while (!rest.isEmpty()) {
      List<Integer> all = List.copyOf(rest);
      List<Integer> front =
          all.stream()
              .filter(
                  p ->
                      all.stream()
                          .noneMatch(
                              q ->
                                  points.get(q)[0] <= points.get(p)[0]
                                      && points.get(q)[1] <= points.get(p)[1]
                                      && (points.get(q)[0] != points.get(p)[0]
                                          || points.get(q)[1] != points.get(p)[1])))
              .toList();
      fronts.add(front);
      rest.removeAll(front);
    }
    return fronts;
  }

  /** (0,10) (2,6) (3,5) (10,0) and, behind them, (4,8) (8,6) (6,7). */
  @Test
  void crowdingIsTheBoxOfTheNeighboursInTheFront() {
    ParetoFronts fronts =
        new ParetoFronts(
            List.of(
                new double[] {3, 5},
                new double[] {4, 8},
                new double[] {0, 10},
                new double[] {8, 6},
                new double[] {10, 0},
                new double[] {6, 7},
                new double[] {2, 6}));

    assertThat(fronts.fronts()).containsExactly(List.of(0, 2, 4, 6), List.of(1, 3, 5));
    assertThat(fronts.crowding(2)).isInfinite();
    assertThat(fronts.crowding(4)).isInfinite();
    // (3 - 0) / 10 + (10 - 5) / 10, and (10 - 2) / 10 + (6 - 0) / 10; eps of a few additions.
    assertThat(fronts.crowding(6)).isEqualTo(0.8, within(1e-12));
    assertThat(fronts.crowding(0)).isEqualTo(1.4, within(1e-12));
    // (8 - 4) / 4 + (8 - 6) / 2.
    assertThat(fronts.crowding(5)).isEqualTo(2, within(1e-12));
    assertThat(IntStream.range(0, 7).boxed().sorted(fronts.bestFirst()))
        .containsExactly(2, 4, 0, 6, 1, 3, 5);
  }

  @Test
  void pointsThatCoincideAreOfOneFrontAndNotSpread() {
    ParetoFronts same =
        new ParetoFronts(List.of(new double[] {1, 1}, new double[] {1, 1}, new double[] {1, 1}));

    assertThat(same.fronts()).containsExactly(List.of(0, 1, 2));
    assertThat(same.crowding(1)).isZero();
  }

  /** On a line, 0 1 2 3 10 20: the ends stay, and of those close together only some. */
  @Test
  void theMostCrowdedAreDroppedOneByOne() {
    List<double[]> line =
        IntStream.of(0, 1, 2, 3, 10, 20).mapToObj(x -> new double[] {x, -x}).toList();
    ParetoFronts fronts = new ParetoFronts(line);

    // Boxes: 1: 2, 2: 2, 3: 8, 10: 17; the last of equal ones goes. Then 1: 3, 3: 9; then 3: 10.
    assertThat(fronts.spread(5)).containsExactly(0, 1, 3, 4, 5);
    assertThat(fronts.spread(4)).containsExactly(0, 3, 4, 5);
    assertThat(fronts.spread(3)).containsExactly(0, 4, 5);
    assertThat(fronts.spread(99)).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aSmallFrontIsFollowedByTheNext() {
    ParetoFronts fronts =
        new ParetoFronts(
            List.of(
                new double[] {5, 5},
                new double[] {0, 0},
                new double[] {1, 3},
                new double[] {2, 2},
                new double[] {3, 1}));

    assertThat(fronts.spread(3)).containsExactly(1, 2, 4);
  }
}
