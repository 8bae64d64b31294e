package io.nasrec.search.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.search.evidence.BatchGradients;
import io.nasrec.search.evidence.Evidence;
import io.nasrec.search.evidence.SampleGradients;
import io.nasrec.search.evidence.Scope;

/** How the Fisher information F̂ is estimated (spec section 6). */
public enum FisherInformation {
  /** From the gradients of the k batches: {@code θᵀ F̂ θ = (1/k) Σ_b (θ·ḡ_b)²}. */
  @JsonProperty("batch")
  BATCH {
    @Override
    public double quadraticForm(Evidence evidence, Scope scope) {
      BatchGradients gradients = evidence.batchGradients();
      var modules = gradients.modules(scope);
      double sum = 0;
      for (int b = 0; b < gradients.batches(); b++) {
        double product = 0;
        for (var module : modules) {
          product += module.product(b);
        }
        sum += product * product;
      }
      return sum / gradients.batches();
    }
  },
  /** From the gradients of the N single sample rows: {@code θᵀ F̂ θ = (1/N) Σ_n (θ·g_n)²}. */
  @JsonProperty("sample")
  SAMPLE {
    @Override
    public double quadraticForm(Evidence evidence, Scope scope) {
      SampleGradients gradients = evidence.sampleGradients();
      var modules = gradients.modules(scope);
      double sum = 0;
      for (int n = 0; n < gradients.rows(); n++) {
        double product = 0;
        for (var module : modules) {
          product += module.product(n);
        }
        sum += product * product;
      }
      return sum / gradients.rows();
    }
  };

  /** {@code θᵀ F̂ θ} over the modules of a scope. */
  public abstract double quadraticForm(Evidence evidence, Scope scope);
}
