package io.nasrec.experiments.workflow;

import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.proxy.ProxyName;
import java.util.ArrayList;
import java.util.List;

/**
 * A proxy with its name in a table.
 *
 * @param name the proxy's name, with its scope if there are several
 * @param proxy the proxy
 */
record ScoreColumn(String name, Proxy proxy) {

  /** Each proxy over each scope, but only once if it uses no scope. */
  static List<ScoreColumn> of(ExperimentSetup setup, List<ProxyName> names, List<Scope> scopes) {
    List<ScoreColumn> columns = new ArrayList<>();
    for (ProxyName name : names) {
      boolean scoped =
          scopes.stream().map(scope -> setup.proxy(name, scope)).distinct().count() > 1;
      for (Scope scope : scoped ? scopes : scopes.subList(0, 1)) {
        Proxy proxy = setup.proxy(name, scope);
        columns.add(new ScoreColumn(proxy.name() + (scoped ? "/" + Label.of(scope) : ""), proxy));
      }
    }
    return columns;
  }
}
