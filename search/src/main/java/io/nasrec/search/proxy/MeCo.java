package io.nasrec.search.proxy;

import io.nasrec.commons.RandomStreams;
import io.nasrec.data.RowSample;
import io.nasrec.search.measurement.Activations.FeatureMap;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.UnscorableException;
import java.util.Arrays;

/**
 * MeCo in its sampled form MeCo_opt (Jiang et al., "MeCo: Zero-Shot NAS with One Data and Single
 * Forward Pass via Minimum Eigenvalue of Correlation", NeurIPS 2023, section 4.3): {@code Σ_l c_l/8
 * · λ_min(P_l)} over the layers l, with c_l the layer's number of channels and P_l the correlation
 * matrix of 8 channels drawn at random.
 *
 * <p>The definition correlates channels over the positions of one image's feature map. A unit of a
 * CTR network has one value per row instead, so its observations are the sample rows (and the
 * positions of a layer that is applied to several). All channels at once, as in plain MeCo, would
 * outnumber the observations and make every λ_min zero. As in the published code, a constant
 * channel has correlation 0 with all others. The head has only one unit and therefore nothing to
 * correlate.
 *
 * @param seed determines which channels are drawn, the same ones for layers with the same path and
 *     width
 */
public record MeCo(long seed) implements Proxy {
  private static final int CHANNELS = 8;

  @Override
  public String name() {
    return "meco";
  }

  @Override
  public Score score(Measurements measurements) {
    if (measurements.activations().rows() < 2) {
      throw new UnscorableException("meco needs at least 2 rows, but there was 1");
    }
    double[] sum = {0};
    measurements.activations().features().forEach((path, map) -> sum[0] += layer(path, map));
    return Score.of(sum[0]);
  }

  private double layer(String path, FeatureMap map) {
    int count = Math.min(CHANNELS, map.units());
    int[] channels =
        RowSample.draw(map.units(), count, RandomStreams.stream(seed, "meco:" + path)).rows();
    double[][] features = Arrays.stream(channels).mapToObj(map::unit).toArray(double[][]::new);
    if (!Arrays.stream(features).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw new UnscorableException("the outputs of " + path + " are not finite");
    }
    double[][] correlations = Correlations.of(features);
    for (double[] row : correlations) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Double.isNaN(row[j]) ? 0 : row[j];
      }
    }
    double smallest = Arrays.stream(Correlations.eigenvalues(correlations)).min().orElseThrow();
    return smallest * map.units() / count;
  }
}
