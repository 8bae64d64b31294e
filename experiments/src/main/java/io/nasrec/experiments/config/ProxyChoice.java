package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Kinds;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import io.nasrec.experiments.config.schema.Size;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.ProxyName;
import io.nasrec.search.proxy.ProxySettings;
import java.util.List;

/** What scores a network: the section {@code search.proxy}. */
public sealed interface ProxyChoice {

  /** The proxy's name. */
  ProxyName kind();

  /** Weights of ZiCo, Fisher-Rao norm and loss, for all that use them. */
  default List<Double> lambda() {
    return List.of(1.0, 1.0, 1.0);
  }

  /** Whose gradients are seen, by all that see any. */
  default Scope scope() {
    return Scope.DENSE;
  }

  /** The proxy itself; a kind with numbers of its own makes it of them. */
  default Proxy with(ProxySettings settings) {
    return kind().with(settings);
  }

  /**
   * SiGeo, in its own terms or in ranks.
   *
   * @param lambda weights of ZiCo, Fisher-Rao norm and loss
   * @param scope whose gradients it sees
   */
  @Kinds({"sigeo", "sigeo-rank"})
  record SiGeo(
      ProxyName kind,
      @Size(3) @Default("[1, 1, 1]") List<Double> lambda,
      @Default("dense") Scope scope)
      implements ProxyChoice {
    public SiGeo {
      lambda = List.copyOf(lambda);
      Schema.check(SiGeo.class, kind, lambda, scope);
      new Rules()
          .require(
              lambda.stream().anyMatch(weight -> weight != 0),
              "search.proxy.lambda",
              "must have a number other than 0: every score would be 0")
          .check();
    }
  }

  /**
   * A proxy over gradients.
   *
   * @param scope whose gradients it sees
   */
  @Kinds({"zico", "fisher-rao", "gradsign", "grad-norm", "l2-norm", "snip", "plain"})
  record OverScope(ProxyName kind, @Default("dense") Scope scope) implements ProxyChoice {
    public OverScope {
      Schema.check(OverScope.class, kind, scope);
    }
  }

  /** A proxy without keys of its own. */
  @Kinds
  record WithoutKeys(ProxyName kind) implements ProxyChoice {
    public WithoutKeys {
      Schema.check(WithoutKeys.class, kind);
    }
  }
}
