package io.nasrec.search.scoring;

import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.ScoringData;
import io.nasrec.search.measurement.Subject;
import io.nasrec.search.measurement.UnscorableException;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores subnets of one supernet, each with the same proxies on the same measurements. Scoring
 * changes nothing, so several threads may score at once.
 */
public final class SubnetScorer {
  private static final Logger LOG = LoggerFactory.getLogger(SubnetScorer.class);

  private final List<Proxy> proxies;
  private final NetworkBuilder networks;
  private final Parameters supernet;
  private final ScoringData data;
  private final Set<Scope> scopes;
  private final Set<Class<?>> kinds = ConcurrentHashMap.newKeySet();
  private final AtomicReference<RuntimeException> first = new AtomicReference<>();

  /**
   * The result of one proxy.
   *
   * @param proxy the proxy
   * @param outcome its score, or why there is none
   * @param milliseconds the time it took or would have taken alone: a measurement shared by several
   *     proxies counts for each of them
   */
  public record Result(Proxy proxy, Outcome outcome, double milliseconds) {}

  /**
   * @param supernet inherited weights, read-only
   * @param data the data that subnets are scored on, read-only
   */
  public SubnetScorer(
      List<Proxy> proxies, NetworkBuilder networks, Parameters supernet, ScoringData data) {
    this.proxies = List.copyOf(proxies);
    this.networks = networks;
    this.supernet = supernet;
    this.data = data;
    this.scopes =
        proxies.stream()
            .flatMap(proxy -> proxy.scopes().stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  public List<Proxy> proxies() {
    return proxies;
  }

  /**
   * Scores an architecture's live network.
   *
   * @return one result per proxy, in their order
   */
  public List<Result> score(Architecture architecture) {
    List<Result> results = new ArrayList<>();
    try (Measurements measurements = new Measurements(subject(architecture), scopes)) {
      for (Proxy proxy : proxies) {
        measurements.next();
        long start = System.nanoTime();
        Outcome outcome = outcome(proxy, measurements);
        long nanoseconds = System.nanoTime() - start + measurements.borrowedNanoseconds();
        results.add(new Result(proxy, outcome, nanoseconds / 1e6));
      }
    }
    return results;
  }

  /**
   * A failure is recorded as one network's outcome but is still an error, so the first of each kind
   * is logged.
   */
  private void tell(Proxy proxy, RuntimeException failure) {
    if (kinds.add(failure.getClass())) {
      LOG.warn(
          "scoring failed ({}: {}); further failures of this kind stand with the results alone",
          proxy.getClass().getSimpleName(),
          failure.toString());
      LOG.debug("the failure's trace:", failure);
    }
    first.compareAndSet(null, failure);
  }

  /** The first failure since this object was created. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(first.get());
  }

  private Subject subject(Architecture architecture) {
    Subnet subnet = new Subnet(networks.live(architecture));
    return new Subject(architecture.fingerprint(), subnet, supernet, data);
  }

  private Outcome outcome(Proxy proxy, Measurements measurements) {
    try {
      return new Outcome.Scored(proxy.score(measurements));
    } catch (UnscorableException e) {
      return new Outcome.Unscorable(e.getMessage());
    } catch (RuntimeException e) {
      tell(proxy, e);
      return new Outcome.Failed(e.toString());
    }
  }
}
