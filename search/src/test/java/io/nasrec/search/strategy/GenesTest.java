package io.nasrec.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.SearchSpace;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GenesTest {

  /** The published sizes of the spaces, inert genes included (spec section 2). */
  @Test
  void theChoicesAreAsManyAsEncodings() {
    assertThat(encodings(SearchSpace.small(7))).isCloseTo(4.92e39, within(0.01e39));
    assertThat(encodings(SearchSpace.full(7))).isCloseTo(8.07e43, within(0.01e43));
  }

  private static double encodings(SearchSpace space) {
    return Arrays.stream(new Genes(space).options()).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  @Test
  void everyValueOfEveryGeneIsAnEncodingOfItsOwn() {
    for (SearchSpace space : List.of(SearchSpace.small(5), SearchSpace.full(5))) {
      Genes genes = new Genes(space);
      int[] options = genes.options();
      SplittableRandom random = new SplittableRandom(1);
      int[] base = Arrays.stream(options).map(random::nextInt).toArray();
      for (int gene = 0; gene < options.length; gene++) {
        Set<List<Block>> encodings = new HashSet<>();
        for (int value = 0; value < options[gene]; value++) {
          int[] values = base.clone();
          values[gene] = value;
          Architecture architecture = genes.architecture(values);
          encodings.add(architecture.blocks());
          assertThat(differing(architecture, genes.architecture(base)))
              .isEqualTo(value == base[gene] ? 0 : 1);
        }
        assertThat(encodings).hasSize(options[gene]);
      }
    }
  }

  private static long differing(Architecture one, Architecture other) {
    long differing = 0;
    for (int b = 1; b <= one.space().blocks(); b++) {
      differing += one.block(b).equals(other.block(b)) ? 0 : 1;
    }
    return differing;
  }
}
