package io.nasrec.supernet.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.BadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedDifferenceTest {
  private static final int ROWS = 4000;

  /** The percentile interval over 2,000 resamples of the rows, both networks' losses together. */
  @Test
  void theIntervalIsThatOfABootstrap() {
    Predictions first = predictions(1, 0.9);
    Predictions second = predictions(2, 1.1);
    PairedDifference difference = PairedDifference.of(first, second);
    SplittableRandom random = new SplittableRandom(3);
    double[] means = new double[2000];
    for (int resample = 0; resample < means.length; resample++) {
      double sum = 0;
      for (int i = 0; i < ROWS; i++) {
        int row = random.nextInt(ROWS);
        sum += first.loss(row) - second.loss(row);
      }
      means[resample] = sum / ROWS;
    }
    Arrays.sort(means);

    // A quantile of 2,000 draws has a standard error of about 6 % of the standard error.
    double width = difference.high() - difference.low();
    assertThat(difference.low()).isCloseTo(means[50], within(0.06 * width));
    assertThat(difference.high()).isCloseTo(means[1949], within(0.06 * width));
    assertThat(difference.mean())
        .isCloseTo(first.metrics().logLoss() - second.metrics().logLoss(), within(1e-12));
    assertThat(difference.rows()).isEqualTo(ROWS);
  }

  /** Differences of 0.5, 1.5 and 4: mean 2, variance 3.25; 1.96 · √(3.25 / 3) = 2.0400. */
  @Test
  void byHand() {
    float[] labels = {0, 0, 0};
    // Of a logit that large the loss is the logit.
    Predictions first = new Predictions(new float[] {100.5f, 101.5f, 104}, labels);
    Predictions second = new Predictions(new float[] {100, 100, 100}, labels);

    PairedDifference difference = PairedDifference.of(first, second);

    assertThat(difference.mean()).isEqualTo(2);
    assertThat(difference.high() - 2).isCloseTo(2.0400, within(1e-4));
    assertThat(2 - difference.low()).isCloseTo(2.0400, within(1e-4));
    assertThat(PairedDifference.of(second, first).mean()).isEqualTo(-2);
    assertThat(PairedDifference.of(first, first)).isEqualTo(new PairedDifference(0, 0, 0, 3));
  }

  @Test
  void onlyOfTheSameRows() {
    Predictions one = new Predictions(new float[2], new float[] {0, 1});
    assertThatThrownBy(() -> PairedDifference.of(one, new Predictions(new float[3], new float[3])))
        .hasMessage("predictions must be of the same rows, at least 2, but were of 2 and 3");
    assertThatThrownBy(
            () -> PairedDifference.of(one, new Predictions(new float[2], new float[] {1, 0})))
        .hasMessage("predictions must be of the same rows: labels differ");
  }

  @Test
  void predictionsComeBackFromTheirFileBitByBit(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("logits.safetensors");
    assertThat(Predictions.read(file, ROWS, "a")).isEmpty();
    Predictions said = predictions(1, 1);
    said.write(file, "a");

    Predictions read = Predictions.read(file, ROWS, "a").orElseThrow();

    for (int row = 0; row < ROWS; row++) {
      assertThat(read.loss(row)).isEqualTo(said.loss(row));
      assertThat(read.clicked(row)).isEqualTo(said.clicked(row));
    }
    assertThat(read.metrics()).isEqualTo(said.metrics());
    assertThatThrownBy(() -> Predictions.read(file, ROWS + 1, "a"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> Predictions.read(file, ROWS, "b"))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + ": the predictions of another network; delete it to make them again");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    assertThatThrownBy(() -> Predictions.read(file, ROWS, "a"))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(file.toString());
  }

  /** The truth's logits, stretched and disturbed; the labels are the same for every seed. */
  private static Predictions predictions(long seed, double stretch) {
    SplittableRandom truth = new SplittableRandom(11);
    SplittableRandom noise = new SplittableRandom(seed);
    float[] logits = new float[ROWS];
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double logit = 2 * truth.nextGaussian() - 1;
      labels[row] = truth.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      logits[row] = (float) (stretch * logit + 0.4 * noise.nextGaussian());
    }
    return new Predictions(logits, labels);
  }
}
