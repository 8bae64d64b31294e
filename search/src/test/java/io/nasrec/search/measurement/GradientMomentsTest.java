package io.nasrec.search.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.nasrec.commons.RandomStreams;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass in float32 against two passes in float64. */
class GradientMomentsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4095, 4096, 4097, 8191, 8193, 10_000})
  void gradientsOfAllMagnitudes(int size) {
    float[][] batches = new float[4][size];
    RandomGenerator random = RandomStreams.stream(1, "gradients", size);
    for (int i = 0; i < size; i++) {
      double magnitude = Math.pow(10, random.nextDouble(-8, 2));
      for (float[] batch : batches) {
        batch[i] = (float) (magnitude * random.nextGaussian());
      }
    }

    assertAgrees(batches, 1e-3);
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-3", "1000, 1e-2", "-1000, 1e-2", "1e-6, 1e-10"})
  void aTinySpreadAroundALargeMean(double mean, double spread) {
    // Running sums of g and g² in float32 would have no correct digit here.
    float[][] batches = new float[4][513];
    RandomGenerator random = RandomStreams.stream(2, "gradients");
    for (float[] batch : batches) {
      for (int i = 0; i < batch.length; i++) {
        batch[i] = (float) (mean + spread * random.nextGaussian());
      }
    }

    assertAgrees(batches, 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16, 64})
  void aFirstBatchFarFromTheOthers(int count) {
    float[][] batches = new float[count][301];
    RandomGenerator random = RandomStreams.stream(3, "gradients", count);
    for (int b = 0; b < count; b++) {
      for (int i = 0; i < 301; i++) {
        batches[b][i] = (float) (b == 0 ? 1000 : 1e-3 * random.nextGaussian());
      }
    }

    // Cancellation costs a factor of about k.
    assertAgrees(batches, 1e-4 * count);
  }

  @Test
  void coordinatesThatDoNotVaryAreLeftOut() {
    float[][] batches = {{0.1f, 1f, 0f, 3f}, {0.1f, 2f, 0f, 3f}, {0.1f, 4f, 0f, 3f}};

    // The second alone: mean 7/3, variance 7 - 49/9 = 14/9.
    assertThat(moments(batches).inverseRelativeDeviations())
        .isCloseTo(7 / 3.0 / Math.sqrt(14 / 9.0), withPercentage(1e-4));
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 0.1f, -0x1p-66f, 0x1p61f})
  void gradientsThatNeverVaryGiveExactlyZero(float value) {
    float[][] batches = new float[5][4099];
    for (float[] batch : batches) {
      Arrays.fill(batch, value);
    }

    assertThat(moments(batches).inverseRelativeDeviations()).isEqualTo(0.0);
  }

  @Test
  void theMagnitudeIsTheMeanOfAbsoluteValues() {
    // g = ±1: mean |g| is 1 and the deviation is 1, whatever the mean of g.
    assertThat(moments(new float[][] {{1f}, {-1f}}).inverseRelativeDeviations()).isEqualTo(1.0);
  }

  @Test
  void readingTheResultTwiceGivesItTwice() {
    GradientMoments moments = moments(new float[][] {{1f, 5f}, {2f, 7f}});

    assertThat(moments.inverseRelativeDeviations()).isEqualTo(moments.inverseRelativeDeviations());
  }

  @Test
  void releasedMemoryLeavesNothingBehind() {
    float[][] batches = {{1f, 5f, -3f}, {2f, 7f, 4f}};
    double expected = moments(batches).inverseRelativeDeviations();
    GradientMoments larger = moments(new float[][] {new float[5000], filled(5000, 9f)});
    larger.release();

    assertThat(moments(batches).inverseRelativeDeviations()).isEqualTo(expected);
  }

  private static float[] filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return values;
  }

  private static void assertAgrees(float[][] batches, double percent) {
    double expected = twoPasses(batches);
    assertThat(expected).isPositive();
    assertThat(moments(batches).inverseRelativeDeviations())
        .isCloseTo(expected, withPercentage(percent));
  }

  private static GradientMoments moments(float[][] batches) {
    GradientMoments moments = new GradientMoments(batches[0].length);
    for (float[] batch : batches) {
      moments.add(FloatBuffer.wrap(new float[batch.length]), FloatBuffer.wrap(batch));
    }
    return moments;
  }

  private static double twoPasses(float[][] batches) {
    double sum = 0;
    for (int i = 0; i < batches[0].length; i++) {
      double mean = 0;
      double magnitude = 0;
      for (float[] batch : batches) {
        mean += (double) batch[i] / batches.length;
        magnitude += Math.abs((double) batch[i]) / batches.length;
      }
      double variance = 0;
      for (float[] batch : batches) {
        variance += (batch[i] - mean) * (batch[i] - mean) / batches.length;
      }
      sum += variance > 0 ? magnitude / Math.sqrt(variance) : 0;
    }
    return sum;
  }
}
