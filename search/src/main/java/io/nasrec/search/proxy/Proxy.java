package io.nasrec.search.proxy;

import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.weights.Parameters;
import java.util.List;
import java.util.Map;

/**
 * Predicts, without training, how good a network will be: higher is better, always.
 *
 * <p>Scoring is pure: it moves no weight, so that candidates can be scored side by side over one
 * supernet.
 */
public interface Proxy {

  /** Name on the command line and in reports. */
  String name();

  /**
   * Scores one network.
   *
   * @param network the network
   * @param parameters what it is bound to; only read
   * @param batches the scoring batches; only read
   * @throws UnscorableException if the network's loss or gradients give no finite score
   */
  Score score(CtrNetwork network, Parameters parameters, List<Inputs> batches);

  /**
   * A score with its parts.
   *
   * @param value higher is better
   * @param terms the parts by name, in a fixed order
   */
  record Score(double value, Map<String, Double> terms) {}
}
