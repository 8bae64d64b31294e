package io.nasrec.search.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.ModuleGradients;
import io.nasrec.search.measurement.Scope;
import java.util.stream.DoubleStream;

/** How the Fisher information F̂ is estimated (spec section 6). */
public enum FisherInformation {
  /** From the gradients of the k batches: {@code θᵀ F̂ θ = (1/k) Σ_b (θ·ḡ_b)²}. */
  @JsonProperty("batch")
  BATCH {
    @Override
    DoubleStream products(Measurements measurements, Scope scope) {
      return measurements.batchGradients().sums(scope, ModuleGradients::product);
    }
  },
  /** From the gradients of the N single sample rows: {@code θᵀ F̂ θ = (1/N) Σ_n (θ·g_n)²}. */
  @JsonProperty("sample")
  SAMPLE {
    @Override
    DoubleStream products(Measurements measurements, Scope scope) {
      return measurements.sampleGradients().products(scope);
    }
  };

  /** The products of θ and a gradient from which F̂ is computed. */
  abstract DoubleStream products(Measurements measurements, Scope scope);

  /** {@code θᵀ F̂ θ} over the modules of a scope. */
  public double quadraticForm(Measurements measurements, Scope scope) {
    return products(measurements, scope).map(product -> product * product).average().orElseThrow();
  }
}
