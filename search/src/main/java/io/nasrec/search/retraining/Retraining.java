package io.nasrec.search.retraining;

import io.nasrec.commons.Progress;
import io.nasrec.data.BatchSource;
import io.nasrec.search.scoring.Candidate;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Workers;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.training.DivergenceException;
import io.nasrec.supernet.training.SnapshotFiles;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.ModelWeights;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains candidates from scratch in parallel, each with one engine thread; the results do not
 * depend on the number of workers.
 */
public final class Retraining {
  private static final Logger LOG = LoggerFactory.getLogger(Retraining.class);
  private static final String STAGE = "retrain";

  /**
   * The interval between saved states of a training, in addition to those after each evaluation.
   */
  private static final Duration STATE_INTERVAL = Duration.ofMinutes(5);

  /**
   * The settings shared by all candidates.
   *
   * @param networks how networks are built
   * @param standAlone how they are trained
   */
  public record Setup(NetworkBuilder networks, StandAlone standAlone) {

    /** The network that is built and trained for an architecture. */
    public Subnet network(Architecture architecture) {
      return new Subnet(networks.live(architecture));
    }
  }

  private final Setup setup;
  private final RetrainedFiles files;
  private final Map<String, String> provenance;
  private final Consumer<Retrained> trained;

  /**
   * @param files where results and weights are kept; existing results are not trained again
   * @param provenance written into every checkpoint
   * @param trained receives each network that was trained or found, on the thread that did so, to
   *     make a model of its weights
   */
  public Retraining(
      Setup setup,
      RetrainedFiles files,
      Map<String, String> provenance,
      Consumer<Retrained> trained) {
    this.setup = setup;
    this.files = files;
    this.provenance = provenance;
    this.trained = trained;
  }

  /**
   * Trains and compares. Progress is reported as one stage, "retrain", in steps over all
   * candidates; a candidate that stops early, diverges or was trained before counts in full. An
   * interrupted training resumes from its last state.
   *
   * @param top candidates in the order of their score
   * @return one per candidate, in the same order
   */
  public List<Retrained> run(
      List<Candidate> top,
      BatchSource train,
      BatchSource validation,
      Workers workers,
      Progress progress) {
    JointProgress joint = new JointProgress(STAGE, top.size(), progress);
    return workers.map(
        IntStream.range(0, top.size()).boxed().toList(),
        i -> {
          Optional<Retrained> before = files.load(top.get(i), i + 1);
          before.ifPresent(files::requireIntact);
          Retrained retrained =
              before.orElseGet(() -> train(top.get(i), i + 1, train, validation, joint.part(i)));
          if (retrained.validation().isPresent()) {
            trained.accept(retrained);
          }
          joint.complete(i);
          log(retrained, before.isPresent() ? "found" : "retrained");
          return retrained;
        });
  }

  private static void log(Retrained retrained, String verb) {
    String outcome =
        retrained.result() instanceof Retrained.Trained trained
            ? "validation " + trained.validation()
            : "diverged: " + ((Retrained.Diverged) retrained.result()).cause();
    LOG.info(
        "{} rank {}, network {}: {} ({} s)",
        verb,
        retrained.rank(),
        retrained.candidate().proposal().architecture().fingerprint(),
        outcome,
        String.format(Locale.ROOT, "%.1f", retrained.seconds()));
  }

  private Retrained train(
      Candidate candidate, int rank, BatchSource train, BatchSource validation, Progress progress) {
    Architecture architecture = candidate.proposal().architecture();
    long start = System.nanoTime();
    Subnet network = setup.network(architecture);
    files.prepare(candidate, rank);
    try (ModelWeights weights = setup.standAlone().zeros(network)) {
      Retrained.Result result;
      try {
        Training.Result trained =
            setup
                .standAlone()
                .run(
                    STAGE,
                    network,
                    weights,
                    train,
                    validation,
                    new SnapshotFiles(
                        files.checkpoint(candidate, rank),
                        files.training(candidate),
                        provenance,
                        STATE_INTERVAL),
                    progress);
        Metrics best = trained.best().validation();
        result = new Retrained.Trained(best, trained.best().step(), trained.history());
      } catch (DivergenceException e) {
        result = new Retrained.Diverged(e.getMessage());
      }
      Retrained retrained =
          new Retrained(rank, candidate, result, (System.nanoTime() - start) / 1e9);
      files.save(retrained);
      return retrained;
    }
  }
}
