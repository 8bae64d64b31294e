package io.nasrec.search.proxy;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.Subject;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.FloatSums;

/**
 * Norm of the weights (Abdelfattah et al., ICLR 2021): the sum over modules of {@code ‖θ_m‖₂}. It
 * uses no data, so embedding rows, which only data can select, are excluded in every scope.
 *
 * @param scope the modules
 */
public record L2Norm(Scope scope) implements Proxy {
  @Override
  public String name() {
    return "l2-norm";
  }

  @Override
  public Score score(Measurements measurements) {
    Subject subject = measurements.subject();
    try (var work = subject.engine().inference()) {
      var bound = subject.bind(work.manager());
      double sum = 0;
      for (Weight weight : subject.subnet().weights()) {
        if (scope.contains(weight)) {
          var values = EngineArrays.values(bound.get(weight.path()));
          sum += Math.sqrt(FloatSums.dot(values, values));
        }
      }
      return Score.of(sum);
    }
  }
}
