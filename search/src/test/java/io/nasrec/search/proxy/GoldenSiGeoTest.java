package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.supernet.GoldenCase;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.ModelWeights;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SiGeo and each of its terms against an independent float64 computation. */
class GoldenSiGeoTest {
  /** Relative, in percent: 1e-4 as a share. */
  private static final double TOLERANCE = 0.01;

  @ParameterizedTest
  @CsvSource({"DENSE, no_embedding", "LINEAR, linear_weights"})
  void everyTermAndTheSum(Scope scope, String published) {
    JsonNode entry = GoldenCase.json("proxies.json").path("autoctr");
    try (GoldenCase golden = new GoldenCase(entry, "proxies_autoctr.npz");
        ModelWeights weights = golden.weights();
        NDManager manager = Torch.newManager()) {
      var batches =
          IntStream.range(0, entry.path("k").asInt())
              .mapToObj(b -> golden.batch("batch" + b + "/"))
              .map(batch -> Inputs.of(batch, weights.embeddings(), manager))
              .toList();
      assertThat(batches).hasSize(4);

      Proxy.Score score =
          new SiGeo(1, 1, 1, scope)
              .score(new Subnet(golden.network()), weights.parameters(), batches);

      Map<String, Double> terms = score.terms();
      double zico = number(entry, "zico", published);
      double fisherRao = number(entry, "fisher_rao", published, "log_quadratic_form_batch");
      double loss = number(entry, "loss_mean");
      assertClose(terms.get(SiGeo.ZICO), zico);
      assertClose(terms.get(SiGeo.FISHER_RAO), fisherRao);
      assertClose(
          Math.exp(terms.get(SiGeo.FISHER_RAO)),
          number(entry, "fisher_rao", published, "quadratic_form_batch"));
      assertClose(terms.get(SiGeo.LOSS), loss);
      assertThat(terms.get(SiGeo.SKIPPED)).isZero();
      assertClose(score.value(), zico + fisherRao - loss);
      if (scope == Scope.DENSE) {
        // The published sum is given for this scope only.
        assertClose(
            score.value(),
            number(entry, "sigeo_lambda111", published, "zico+log_quadratic_form_batch-loss_mean"));
      }
    }
  }

  /** The weights of the sum are λ₁, λ₂ and −λ₃. */
  @ParameterizedTest
  @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1", "0.5, 2, 3"})
  void lambdasWeighTheTerms(double zico, double fisherRao, double loss) {
    JsonNode entry = GoldenCase.json("proxies.json").path("autoctr");
    try (GoldenCase golden = new GoldenCase(entry, "proxies_autoctr.npz");
        ModelWeights weights = golden.weights();
        NDManager manager = Torch.newManager()) {
      var batches =
          IntStream.range(0, 4)
              .mapToObj(b -> golden.batch("batch" + b + "/"))
              .map(batch -> Inputs.of(batch, weights.embeddings(), manager))
              .toList();

      double value =
          new SiGeo(zico, fisherRao, loss, Scope.DENSE)
              .score(new Subnet(golden.network()), weights.parameters(), batches)
              .value();

      assertClose(
          value,
          zico * number(entry, "zico", "no_embedding")
              + fisherRao * number(entry, "fisher_rao", "no_embedding", "log_quadratic_form_batch")
              - loss * number(entry, "loss_mean"));
    }
  }

  private static double number(JsonNode entry, String... path) {
    JsonNode node = entry;
    for (String key : path) {
      node = node.path(key);
    }
    assertThat(node.isNumber()).as(String.join(".", path)).isTrue();
    return node.asDouble();
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, withPercentage(TOLERANCE));
  }
}
