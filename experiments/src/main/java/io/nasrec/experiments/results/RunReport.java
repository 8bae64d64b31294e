package io.nasrec.experiments.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.Provenance;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;

/**
 * What a run found; report.json is this record as JSON.
 *
 * @param dataset name of the data
 * @param space name of the search space
 * @param proxy the proxy that scored the subnets, or "training" if they were trained
 * @param seed the experiment's seed
 * @param evaluated subnets that got a score
 * @param candidates the networks chosen for retraining, best score first, including those that
 *     diverged
 * @param best the winner on validation, the only candidate that saw the test split
 * @param ensemble of several candidates; null if the experiment asks for none
 * @param baselines what the winner is compared with
 * @param stages in the order of the run
 * @param warmUp how the supernet was trained
 * @param scores every subnet that was tried, in order; of a search that trains, those trained
 * @param terms spread of the proxy's terms over the subnets that it scored; empty if it scored none
 * @param tradeOff what the networks may cost; absent in reports of earlier versions
 * @param provenance where the results come from
 */
public record RunReport(
    String dataset,
    String space,
    String proxy,
    long seed,
    long evaluated,
    List<Candidate> candidates,
    Best best,
    @JsonInclude(JsonInclude.Include.NON_NULL) Ensemble ensemble,
    Baselines baselines,
    List<Stage> stages,
    WarmUp warmUp,
    List<Score> scores,
    List<Term> terms,
    TradeOff tradeOff,
    Provenance provenance) {

  public RunReport {
    candidates = List.copyOf(candidates);
    stages = List.copyOf(stages);
    scores = List.copyOf(scores);
    terms = List.copyOf(terms);
    tradeOff = tradeOff == null ? TradeOff.NONE : tradeOff;
  }

  /**
   * How good predictions are on one split.
   *
   * @param logLoss mean log loss with natural logarithms, at least 0
   * @param auc area under the ROC curve, 0..1; null if the split has one class only
   * @param normalizedEntropy log loss divided by the entropy of the split's own click rate, at
   *     least 0; null if the split has one class only
   * @param calibration sum of predictions divided by the split's clicks, at least 0; null if it has
   *     no clicks
   */
  public record Quality(double logLoss, Double auc, Double normalizedEntropy, Double calibration) {
    public Quality {
      requireAtLeast0("logLoss", logLoss);
      requireAtLeast0("normalizedEntropy", normalizedEntropy);
      requireAtLeast0("calibration", calibration);
      if (auc != null && !(auc >= 0 && auc <= 1)) {
        throw new IllegalArgumentException("auc must be 0..1, but was " + auc);
      }
    }

    private static void requireAtLeast0(String name, Double value) {
      if (value != null && !(value >= 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException(name + " must be at least 0, but was " + value);
      }
    }

    /** From metrics, in which figures that do not exist are NaN. */
    public static Quality of(Metrics metrics) {
      return new Quality(
          metrics.logLoss(),
          orNull(metrics.auc()),
          orNull(metrics.normalizedEntropy()),
          orNull(metrics.calibration()));
    }

    private static Double orNull(double value) {
      return Double.isNaN(value) ? null : value;
    }
  }

  /**
   * A retrained network.
   *
   * @param rank by score, from 1
   * @param fingerprint of the architecture
   * @param settings of its training that were chosen for it, {@code key.path=value} each
   * @param score the proxy's, higher is better
   * @param parameters of the network without embeddings, as encoded
   * @param macs multiply-accumulates per example, as encoded
   * @param outcome {@link #TRAINED}, {@link #STOPPED} or {@link #DIVERGED}
   * @param cause the cause if training diverged; null if it did not
   * @param validation on the validation split, at the best evaluation; null if it diverged
   * @param epochs trained until then; null if it diverged
   * @param seconds of retraining
   */
  public record Candidate(
      int rank,
      String fingerprint,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> settings,
      double score,
      long parameters,
      long macs,
      String outcome,
      @JsonInclude(JsonInclude.Include.NON_NULL) String cause,
      Quality validation,
      Double epochs,
      double seconds) {
    /** Training stayed finite. */
    public static final String TRAINED = "trained";

    /** Training was stopped before its end, because others were better. */
    public static final String STOPPED = "stopped";

    /** Training diverged: the loss or a gradient is not finite. */
    public static final String DIVERGED = "diverged";

    public Candidate {
      settings = settings == null ? List.of() : List.copyOf(settings);
      boolean trained = !outcome.equals(DIVERGED);
      if (trained != (validation != null) || trained != (epochs != null)) {
        throw new IllegalArgumentException(
            "validation and epochs must be given exactly if the outcome is trained or stopped, but"
                + " it was "
                + outcome);
      }
    }
  }

  /** The candidates that have a result on validation. */
  public List<Candidate> trained() {
    return candidates.stream().filter(c -> c.validation() != null).toList();
  }

  /**
   * The winner.
   *
   * @param fingerprint of the architecture
   * @param settings of its training that were chosen for it, {@code key.path=value} each
   * @param parameters of the network without embeddings, as encoded
   * @param liveParameters the part of them that can reach the head
   * @param macs multiply-accumulates per example, as encoded
   * @param liveMacs the part of them that can reach the head
   * @param embeddingParameters scalars in the embedding tables
   * @param validation on the validation split
   * @param test on the test split
   */
  public record Best(
      String fingerprint,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> settings,
      long parameters,
      long liveParameters,
      long macs,
      long liveMacs,
      long embeddingParameters,
      Quality validation,
      Quality test) {
    public Best {
      settings = settings == null ? List.of() : List.copyOf(settings);
    }
  }

  /**
   * Several trained networks as one, whose logit is the mean of theirs.
   *
   * @param members the trainings that it consists of
   * @param parameters of all members without embeddings
   * @param embeddingParameters scalars in all members' embedding tables
   * @param macs multiply-accumulates per example
   * @param validation on the validation split, on which it was chosen
   * @param test on the test split
   * @param logLossDifference mean over the test rows of its log loss minus the best network's; null
   *     for a single row
   * @param low lower end of the 95 % interval of that mean, by normal approximation
   * @param high upper end
   * @param model whether it is the run's model, instead of the network
   */
  public record Ensemble(
      List<Member> members,
      long parameters,
      long embeddingParameters,
      long macs,
      Quality validation,
      Quality test,
      Double logLossDifference,
      Double low,
      Double high,
      boolean model) {
    public Ensemble {
      members = List.copyOf(members);
    }

    /**
     * A training of a network.
     *
     * @param fingerprint of the architecture
     * @param training its number, from 1
     * @param count how often it counts in the mean
     */
    public record Member(String fingerprint, String training, int count) {}
  }

  /**
   * What the winner is compared with.
   *
   * @param networks the trained networks from the literature, in the order of the experiment
   * @param contest the winner against the best of them on validation; null if there is none
   * @param rival their ensemble; null unless the experiment asks for ensembles and equal effort
   * @param effort training rows on both sides; null unless the experiment asks for equal effort
   * @param bestPossible null unless the data's true probabilities are known
   */
  public record Baselines(
      BaseRate baseRate,
      List<Network> networks,
      Contest contest,
      @JsonInclude(JsonInclude.Include.NON_NULL) Rival rival,
      @JsonInclude(JsonInclude.Include.NON_NULL) Effort effort,
      @JsonInclude(JsonInclude.Include.NON_NULL) BestPossible bestPossible) {
    public Baselines {
      networks = List.copyOf(networks);
    }

    /**
     * The logistic regression among the networks, for readers that look it up by name; null if
     * there is none.
     */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public Network logisticRegression() {
      return networks.stream()
          .filter(network -> network.name().equals(Baseline.LOGISTIC_REGRESSION.label()))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * The ensemble of hand-crafted networks.
   *
   * @param ensemble beside the best of them
   * @param contest the ensemble of found networks against it; null if there is none
   */
  public record Rival(
      Ensemble ensemble, @JsonInclude(JsonInclude.Include.NON_NULL) Contest contest) {}

  /**
   * Training rows that were read, in retraining up to each training's last evaluation.
   *
   * @param found by found networks, in the search and in retraining
   * @param handCrafted by the networks that the winner is compared with, but for the logistic
   *     regression
   */
  public record Effort(long found, long handCrafted) {}

  /** Predicts the training split's share of clicks for every row. */
  public record BaseRate(Quality validation, Quality test) {}

  /**
   * A network from the literature on the same features and splits.
   *
   * @param settings of its training that were chosen for it, {@code key.path=value} each
   * @param parameters of the network without embeddings
   * @param embeddingParameters scalars in the embedding tables
   * @param macs multiply-accumulates per example
   * @param cause the cause if training diverged; null if it did not
   * @param validation null if training diverged
   * @param test null if training diverged
   * @param seconds of training
   */
  public record Network(
      String name,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> settings,
      long parameters,
      long embeddingParameters,
      long macs,
      @JsonInclude(JsonInclude.Include.NON_NULL) String cause,
      Quality validation,
      Quality test,
      double seconds) {
    public Network {
      settings = settings == null ? List.of() : List.copyOf(settings);
    }
  }

  /**
   * The winner against one baseline, the best of them on validation.
   *
   * @param baseline its name
   * @param logLossDifference mean over the test rows of the winner's log loss minus the baseline's
   * @param low lower end of the 95 % interval of that mean, by normal approximation
   * @param high upper end
   * @param rows test rows
   * @param parametersDifference all scalars that the winner learned, including embedding tables,
   *     minus the baseline's
   */
  public record Contest(
      String baseline,
      double logLossDifference,
      double low,
      double high,
      int rows,
      long parametersDifference) {

    /**
     * The verdict on the winner: it beats the baseline if the interval is below 0, and loses if
     * above.
     */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public String verdict() {
      return high < 0 ? "beats" : low > 0 ? "loses to" : "ties with";
    }
  }

  /**
   * Log loss of the true probabilities.
   *
   * @param validation on the validation split
   * @param test on the test split
   */
  public record BestPossible(double validation, double test) {}

  /**
   * A stage of the run.
   *
   * @param seconds of wall time
   * @param detail figures of the stage, by name
   */
  public record Stage(String name, double seconds, Map<String, Object> detail) {
    public Stage {
      detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }
  }

  /**
   * The supernet's training.
   *
   * @param points in the order of the steps
   * @param sampledPaths steps that trained a sampled subnet
   * @param fullPaths steps that trained the full path
   */
  public record WarmUp(List<Point> points, long sampledPaths, long fullPaths) {
    public WarmUp {
      points = List.copyOf(points);
    }
  }

  /**
   * A step of the supernet's training.
   *
   * @param step from 1
   * @param loss of the step's batch
   * @param learningRate of the step
   * @param fullPath whether the full path was trained
   */
  public record Point(long step, double loss, double learningRate, boolean fullPath) {}

  /**
   * A subnet that was tried.
   *
   * @param index from 0
   * @param generation 0 for the initial population
   * @param score the proxy's, higher is better; null if there is none
   * @param outcome its outcome, such as "scored" or "diverged"
   */
  public record Score(long index, int generation, Double score, String outcome) {}

  /**
   * Spread of one of the proxy's terms over the scored subnets.
   *
   * @param sd standard deviation, with the number of subnets as divisor
   */
  public record Term(
      String name, double min, double q25, double median, double q75, double max, double sd) {

    /**
     * The spread of a term's values.
     *
     * @param values one per scored subnet, at least one
     * @throws IllegalArgumentException if there is no value
     */
    public static Term of(String name, double[] values) {
      if (values.length == 0) {
        throw new IllegalArgumentException("values of " + name + " must not be empty");
      }
      DescriptiveStatistics statistics = new DescriptiveStatistics(values);
      return new Term(
          name,
          statistics.getMin(),
          statistics.getPercentile(25),
          statistics.getPercentile(50),
          statistics.getPercentile(75),
          statistics.getMax(),
          Math.sqrt(statistics.getPopulationVariance()));
    }
  }
}
