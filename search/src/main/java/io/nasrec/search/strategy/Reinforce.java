package io.nasrec.search.strategy;

import io.nasrec.commons.RandomStreams;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.search.scoring.Fidelity;
import io.nasrec.space.Architecture;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * REINFORCE [RF] on a policy of independent genes, as [G] alg. 4 and its code have it: a network is
 * sampled and trained, and the policy follows {@code −log π(a) · (r − baseline)}, with r the score
 * and the baseline a moving average of scores. In {@code g-reinforce}, the best by proxy of a pool
 * of mutants of the sampled network is trained; the log-probability remains that of the sampled
 * one, as published.
 */
public final class Reinforce implements SearchStrategy {
  private static final double MOMENTUM = 0.9;

  /** Draws from the policy for a new network; then, mutants of what it draws. */
  private static final int POLICY_DRAWS = 100;

  private final StrategySettings settings;
  private final Ask.Pool pool;
  private final Genes genes;
  private final Mutants mutants;
  private final SoftmaxPolicy policy;
  private int trained;
  private int[] sampled = {};
  private double rewards;
  private double weight;

  /**
   * @param pool how the proxy assists
   */
  public Reinforce(StrategySettings settings, Ask.Pool pool) {
    this.settings = settings;
    this.pool = pool;
    this.genes = new Genes(settings.space());
    this.mutants = new Mutants(settings.space());
    this.policy =
        new SoftmaxPolicy(genes.options(), RandomStreams.stream(settings.seed(), "policy"));
  }

  @Override
  public long evaluations() {
    return settings.evaluations();
  }

  @Override
  public long networks() {
    return settings.evaluations() * pool.size();
  }

  @Override
  public Optional<Ask> ask() {
    if (trained == settings.evaluations()) {
      return Optional.empty();
    }
    if (pool.size() == 1) {
      return Optional.of(wish(Optional.empty(), this::fromPolicy));
    }
    sampled = policy.sample(RandomStreams.stream(settings.seed(), "sample", trained));
    Architecture parent = genes.architecture(sampled);
    return Optional.of(wish(Optional.of(parent.fingerprint()), mutants.draw(parent, 1)));
  }

  private Ask wish(Optional<String> parent, Ask.Draw draw) {
    return new Ask.New(trained, parent, 1, pool, Fidelity.TRAINED, draw);
  }

  /** The last one drawn is the one that is trained. */
  private Architecture fromPolicy(RandomGenerator random, int attempt) {
    sampled = policy.sample(random);
    Architecture network = genes.architecture(sampled);
    return attempt < POLICY_DRAWS
        ? network
        : mutants.draw(network, 1).next(random, attempt - POLICY_DRAWS);
  }

  @Override
  public void tell(List<Candidate> evaluated) {
    double reward = evaluated.get(0).score();
    rewards = MOMENTUM * rewards + (1 - MOMENTUM) * reward;
    weight = MOMENTUM * weight + (1 - MOMENTUM);
    policy.reinforce(sampled, reward - rewards / weight);
    trained++;
  }
}
