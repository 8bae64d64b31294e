package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DivergenceTest {

  @Test
  void itSaysWhatToLower() {
    assertThat(Divergence.in("warmUp", 0.5, "the warm-up diverged (loss NaN)"))
        .hasMessage(
            "warmUp.learningRate: the warm-up diverged (loss NaN); lower it (now 0.5) or"
                + " training.clipNorm");
  }
}
