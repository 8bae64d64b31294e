package io.nasrec.search.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import io.nasrec.search.measurement.GoldenMeasurements;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.ModuleSamples;
import io.nasrec.search.measurement.Scope;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every proxy that the reference numbers hold, against an independent float64 computation from the
 * papers' definitions.
 *
 * <p>The published attention has one bias tensor for queries, keys and values; here it is three
 * modules. What is not a sum over coordinates is therefore compared without these biases.
 */
class GoldenProxiesTest {
  /** In percent. Float32 gradients of float64 definitions: 1e-5 as a share. */
  private static final double FLOAT = 1e-3;

  private static final double HALF_UNIT = 0x1p-25;

  /** In percent. Both in float64, but for the attention's factor 1/√2, a float32: 1e-7. */
  private static final double DOUBLE = 1e-5;

  /** Scopes for which the reference has sums over modules; see above for the attention's biases. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @CsvSource({
    "autoctr, DENSE, no_embedding",
    "autoctr, LINEAR, linear_weights",
    "autoctr, ALL, all",
    "xlarge, LINEAR, linear_weights",
    "xlarge, ALL, all_excl_mha_in_proj_bias"
  })
  private @interface ForModulesOfBothNetworks {}

  @ForModulesOfBothNetworks
  void sumsOverModules(String name, Scope scope, String published) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      Measurements measurements = golden.measurements();
      var gradients = measurements.batchGradients();
      var modules =
          gradients.modules(scope).stream()
              .filter(module -> isWholeTensor(module.module().path()))
              .toList();

      assertClose(
          modules.stream().mapToDouble(m -> Math.log(m.inverseRelativeDeviations())).sum(),
          golden.number("zico", published));
      for (int b = 0; b < 4; b++) {
        int batch = b;
        assertClose(
            modules.stream().mapToDouble(m -> Math.sqrt(m.square(batch))).sum(),
            golden.number("grad_norm_sum_of_tensor_norms", published, "" + b));
        assertClose(
            Math.sqrt(modules.stream().mapToDouble(m -> m.square(batch)).sum()),
            golden.number("grad_norm_global_l2", published, "" + b));
        assertClose(
            modules.stream().mapToDouble(m -> m.magnitude(batch)).sum(),
            golden.number("snip_sum_abs_g_theta", published, "" + b));
        // Terms of both signs: a sum is as exact as they are, half a unit of float32, not as what
        // is
        // left of them.
        assertThat(modules.stream().mapToDouble(m -> m.product(batch)).sum())
            .isCloseTo(
                golden.number("theta_dot_g_batch", published, "" + b),
                within(HALF_UNIT * golden.number("snip_sum_abs_g_theta", published, "" + b)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "autoctr, DENSE, no_embedding",
    "autoctr, LINEAR, linear_weights",
    "autoctr, ALL, all",
    "xlarge, DENSE, no_embedding",
    "xlarge, LINEAR, linear_weights",
    "xlarge, ALL, all"
  })
  void sumsOverCoordinates(String name, Scope scope, String published) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      Measurements measurements = golden.measurements();

      assertClose(
          new FisherRao(scope, FisherInformation.BATCH).score(measurements).value(),
          golden.number("fisher_rao", published, "log_quadratic_form_batch"));
      assertClose(
          new Snip(scope).score(measurements).value(),
          mean(golden, "snip_sum_abs_g_theta", published));
      assertClose(
          new Plain(scope).score(measurements).value(),
          mean(golden, "theta_dot_g_batch", published));
      assertClose(
          new GradNorm(scope).score(measurements).terms().get(GradNorm.GLOBAL),
          mean(golden, "grad_norm_global_l2", published));
      assertClose(new BatchLoss().score(measurements).value(), -golden.number("loss_mean"));
    }
  }

  @ParameterizedTest
  @CsvSource({"DENSE, no_embedding", "LINEAR, linear_weights", "ALL, all"})
  void namedProxiesOfTheSmallSpace(Scope scope, String published) {
    try (GoldenMeasurements golden = new GoldenMeasurements("autoctr")) {
      Measurements measurements = golden.measurements();
      double zico = golden.number("zico", published);
      double fisherRao = golden.number("fisher_rao", published, "log_quadratic_form_batch");
      double loss = golden.number("loss_mean");

      assertClose(new ZiCo(scope).score(measurements).value(), zico);
      assertClose(
          new GradNorm(scope).score(measurements).value(),
          mean(golden, "grad_norm_sum_of_tensor_norms", published));
      Proxy.Score score = SiGeo.warmed(scope, FisherInformation.BATCH).score(measurements);
      assertClose(score.terms().get(SiGeo.ZICO), zico);
      assertClose(score.terms().get(SiGeo.FISHER_RAO), fisherRao);
      assertClose(score.terms().get(SiGeo.LOSS), loss);
      assertThat(score.terms().get(SiGeo.SKIPPED)).isZero();
      assertClose(score.value(), zico + fisherRao - loss);
      assertClose(
          SiGeo.zeroShot(scope, FisherInformation.BATCH).score(measurements).value(),
          zico + fisherRao);
      assertClose(
          new SiGeo(0.5, 2, 3, scope, FisherInformation.BATCH).score(measurements).value(),
          0.5 * zico + 2 * fisherRao - 3 * loss);
    }
  }

  /** The published sums are given for these scopes only. */
  @ParameterizedTest
  @CsvSource({"DENSE, no_embedding", "ALL, all"})
  void sigeoWithTheFisherInformationOfBatchesAndOfRows(Scope scope, String published) {
    try (GoldenMeasurements golden = new GoldenMeasurements("autoctr")) {
      Measurements measurements = golden.evidenceOnAllRows();

      assertClose(
          SiGeo.warmed(scope, FisherInformation.BATCH).score(measurements).value(),
          golden.number("sigeo_lambda111", published, "zico+log_quadratic_form_batch-loss_mean"));
      assertClose(
          SiGeo.warmed(scope, FisherInformation.SAMPLE).score(measurements).value(),
          golden.number("sigeo_lambda111", published, "zico+log_quadratic_form_sample-loss_mean"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "autoctr, DENSE, no_embedding",
    "autoctr, ALL, all",
    "xlarge, DENSE, no_embedding",
    "xlarge, ALL, all"
  })
  void fisherInformationOfSingleRows(String name, Scope scope, String published) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      Measurements measurements = golden.evidenceOnAllRows();

      assertExact(
          FisherInformation.SAMPLE.quadraticForm(measurements, scope),
          golden.number("fisher_rao", published, "quadratic_form_sample"));
      double[] products = measurements.sampleGradients().products(scope).toArray();
      for (int n = 0; n < 256; n++) {
        // A sum of terms of the order of 1, most of which cancel.
        assertThat(products[n])
            .isCloseTo(golden.number("theta_dot_g_sample", published, "" + n), within(1e-7));
      }
      assertExact(
          measurements.sampleGradients().modules(scope).stream()
                  .mapToDouble(ModuleSamples::squares)
                  .sum()
              / 256,
          golden.number("fisher_diag_trace_persample_N256", published));
    }
  }

  @ForModulesOfBothNetworks
  void gradSign(String name, Scope scope, String published) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      assertThat(gradSign(golden.measurements(), scope))
          .isEqualTo(golden.number("gradsign", published, "N64_batch0"));
      assertThat(gradSign(golden.evidenceOnAllRows(), scope))
          .isEqualTo(golden.number("gradsign", published, "N256"));
      if (name.equals("autoctr")) {
        assertThat(new GradSign(scope).score(golden.measurements()).value())
            .isEqualTo(golden.number("gradsign", published, "N64_batch0"));
      }
    }
  }

  private static double gradSign(Measurements measurements, Scope scope) {
    return measurements.sampleGradients().modules(scope).stream()
        .filter(module -> isWholeTensor(module.module().path()))
        .mapToDouble(ModuleSamples::signs)
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"autoctr", "xlarge"})
  void proxiesOfASingleBatch(String name) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      for (int b = 0; b < 4; b++) {
        Measurements measurements = golden.measurements(b);
        assertExact(
            new Fisher().score(measurements).value(), golden.number("fisher_activation", "" + b));
        Proxy.Score naswot = new Naswot().score(measurements);
        assertExact(naswot.value(), golden.number("naswot", "" + b, "logdet"));
        assertThat(naswot.terms().get(Naswot.UNITS))
            .isEqualTo(golden.number("naswot", "" + b, "n_relu_units"));
        // The smallest eigenvalue, 1e-4 of the largest, decides.
        assertThat(new Jacov().score(measurements).value())
            .isCloseTo(golden.number("jacov", "dense+emb", "" + b), withPercentage(1e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"autoctr", "xlarge"})
  void synapticFlow(String name) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      Proxy.Score score = new SynFlow().score(golden.measurements());

      assertExact(
          score.value(), golden.number("synflow", "layernorm_bypassed", "log_linear_weights"));
      assertExact(
          score.terms().get(SynFlow.NORMALISED),
          golden.number("synflow", "layernorm_kept", "log_linear_weights"));
    }
  }

  /** The reference made no optimizer step between batches, and no gradient was clipped. */
  @ParameterizedTest
  @ValueSource(strings = {"autoctr", "xlarge"})
  void whatThePublishedScriptComputes(String name) {
    String what = "last_layer_only_fresh_grad_tensors";
    String official = "official_caculate_fr_zico";
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      var terms = new PublishedSiGeo().score(golden.measurements()).terms();

      assertClose(terms.get(SiGeo.ZICO), golden.number(official, what, "zico"));
      assertClose(terms.get(SiGeo.FISHER_RAO), golden.number(official, what, "fr"));
      assertClose(terms.get(SiGeo.LOSS), golden.number(official, what, "loss_last"));
      // With its steps of rate 1e-8 and its clipping.
      String flow = "official_flow_last_layer_only_clip5_adagrad_lr1e-8_fresh_grad_tensors";
      assertThat(terms.get(SiGeo.ZICO))
          .isCloseTo(golden.number(official, flow, "zico"), withPercentage(1e-2));
      assertThat(terms.get(SiGeo.FISHER_RAO))
          .isCloseTo(golden.number(official, flow, "fr"), withPercentage(1e-2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"autoctr", "xlarge"})
  void termsOfSingleModules(String name) {
    try (GoldenMeasurements golden = new GoldenMeasurements(name)) {
      var modules = golden.measurements().batchGradients().modules(Scope.DENSE);
      for (ModuleGradients module : modules) {
        String path = module.module().path();
        if (isWholeTensor(path)) {
          assertThat(module.inverseRelativeDeviations())
              .as(path)
              .isCloseTo(zicoTerm(golden, path), withPercentage(0.1));
        }
      }
      assertThat(modules).extracting(m -> m.module().path()).noneMatch(p -> p.contains("key.bias"));
    }
  }

  private static boolean isWholeTensor(String path) {
    return !path.endsWith(".query.bias") && !path.endsWith(".value.bias");
  }

  private static double zicoTerm(GoldenMeasurements golden, String path) {
    String published = golden.publishedName(path);
    for (var term : golden.expected().path("zico_terms_population_std")) {
      if (term.path("name").asText().equals(published)) {
        return term.path("sum_mu_over_sigma").asDouble();
      }
    }
    throw new AssertionError(path + ": the reference has no " + published);
  }

  private static double mean(GoldenMeasurements golden, String what, String published) {
    double sum = 0;
    for (int b = 0; b < 4; b++) {
      sum += golden.number(what, published, "" + b);
    }
    return sum / 4;
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, withPercentage(FLOAT));
  }

  private static void assertExact(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, withPercentage(DOUBLE));
  }
}
