package io.nasrec.experiments.render;

import io.nasrec.experiments.results.RunReport;
import io.nasrec.experiments.results.RunReport.BaseRate;
import io.nasrec.experiments.results.RunReport.Baselines;
import io.nasrec.experiments.results.RunReport.Best;
import io.nasrec.experiments.results.RunReport.BestPossible;
import io.nasrec.experiments.results.RunReport.Candidate;
import io.nasrec.experiments.results.RunReport.Contest;
import io.nasrec.experiments.results.RunReport.Effort;
import io.nasrec.experiments.results.RunReport.Ensemble;
import io.nasrec.experiments.results.RunReport.Network;
import io.nasrec.experiments.results.RunReport.Point;
import io.nasrec.experiments.results.RunReport.Quality;
import io.nasrec.experiments.results.RunReport.Rival;
import io.nasrec.experiments.results.RunReport.Score;
import io.nasrec.experiments.results.RunReport.Stage;
import io.nasrec.experiments.results.RunReport.Term;
import io.nasrec.experiments.results.RunReport.WarmUp;
import io.nasrec.experiments.results.TradeOff;
import io.nasrec.space.Architecture;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.InputShape;
import io.nasrec.supernet.model.Provenance;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up results in the size and shape of a run's. */
public final class SampleReport {
  public static final InputShape CRITEO = new InputShape(13, 26, 16);

  public static final Provenance PROVENANCE =
      new Provenance(
          "criteo-sample",
          "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
          2024,
          "criteo-sample <tiny>",
          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
          "0.2.0",
          "PyTorch 2.7.1 through DJL 0.35.1",
          true,
          "OpenJDK 64-Bit Server VM 17.0.15+6",
          "Linux amd64",
          2);

  private SampleReport() {}

  /** Seven blocks with a dot product, mergers, FMs and dead parts. */
  public static Architecture architecture() {
    DenseOperator fc = DenseOperator.FC;
    DenseOperator dot = DenseOperator.DOT_PRODUCT;
    return new Architecture(
        SearchSpace.small(7),
        List.of(
            block(dot, 128, 48, true, false, List.of(0), List.of(0)),
            block(fc, 512, 32, false, true, List.of(0, 1), List.of(0, 1)),
            block(fc, 64, 16, true, true, List.of(2), List.of(1, 0)),
            block(dot, 1024, 64, false, false, List.of(0, 1, 2), List.of(0, 2)),
            block(fc, 256, 48, true, false, List.of(4, 0), List.of(2, 4)),
            block(fc, 16, 16, false, true, List.of(3), List.of(3)),
            block(dot, 768, 64, true, true, List.of(0, 4, 5, 2), List.of(1, 5, 0))));
  }

  private static Block block(
      DenseOperator dense,
      int w,
      int v,
      boolean merger,
      boolean fm,
      List<Integer> denseSources,
      List<Integer> sparseSources) {
    return new Block(
        dense, SparseOperator.EMBEDDED_FC, w, v, merger, fm, denseSources, sparseSources, 0, 0);
  }

  public static RunReport report() {
    Random random = new Random(1);
    List<Score> scores = scores(random);
    List<Candidate> candidates = candidates(random);
    Candidate winner = candidates.get(2);
    return new RunReport(
        "criteo-sample <tiny>",
        "nasrec-small",
        "sigeo",
        2024,
        scores.stream().filter(score -> score.score() != null).count(),
        candidates,
        new Best(
            architecture().fingerprint(),
            List.of(),
            4_567_890,
            3_210_987,
            6_123_456,
            5_034_210,
            1_650_432,
            winner.validation(),
            new Quality(0.4761, 0.7722, 0.8357, 1.0123)),
        null,
        new Baselines(
            new BaseRate(
                new Quality(0.5706, 0.5, 1.0002, 0.991), new Quality(0.5697, 0.5, 1.0001, 1.002)),
            List.of(
                new Network(
                    "logistic-regression",
                    List.of(),
                    14,
                    98_751,
                    13,
                    null,
                    new Quality(0.4842, 0.7608, 0.8486, 0.9911),
                    new Quality(0.4829, 0.7624, 0.8476, 1.0022),
                    3.25),
                new Network(
                    "dcn-v2",
                    List.of(),
                    1_050_000,
                    1_580_016,
                    1_040_000,
                    null,
                    new Quality(0.4788, 0.7679, 0.8391, 0.9934),
                    new Quality(0.4779, 0.7702, 0.8389, 1.0044),
                    42.5)),
            new Contest("dcn-v2", -0.0018, -0.0031, -0.0005, 11_000, 2_231_403),
            null,
            null,
            null),
        List.of(
            new Stage("prepare", 4.2, Map.of("rows", 110_000L)),
            new Stage("warm-up", 96.4, ordered("steps", 172L, "samples/s", 913.4)),
            new Stage("search", 652.8, ordered("subnets", 320L, "seconds per subnet", 2.04)),
            new Stage("retrain", 480.3, ordered("networks", 8L, "samples/s", 2750.2)),
            new Stage("baselines", 12.9, Map.of()),
            new Stage("test", 1.7, Map.of("rows", 11_000L))),
        warmUp(random),
        scores,
        List.of(
            Term.of("ZiCo", gaussian(random, 320, 2150, 410)),
            Term.of("Fisher–Rao", gaussian(random, 320, -3.1, 1.4)),
            Term.of("loss", gaussian(random, 320, -0.51, 0.012))),
        TradeOff.NONE,
        PROVENANCE);
  }

  /** The same with a known best possible log loss. */
  public static RunReport synthetic() {
    RunReport r = report();
    Baselines b = r.baselines();
    return new RunReport(
        "synthetic",
        r.space(),
        r.proxy(),
        r.seed(),
        r.evaluated(),
        r.candidates(),
        r.best(),
        new Ensemble(
            List.of(
                new Ensemble.Member("0123456789abcdef", "1", 2),
                new Ensemble.Member("fedcba9876543210", "2", 1)),
            7_000_000,
            3_300_864,
            9_000_000,
            new Quality(0.4744, 0.7741, 0.8321, 1.0012),
            new Quality(0.4749, 0.7736, 0.8336, 1.0099),
            -0.0012,
            -0.0019,
            -0.0005,
            true),
        new Baselines(
            b.baseRate(),
            b.networks(),
            b.contest(),
            new Rival(
                new Ensemble(
                    List.of(new Ensemble.Member("dcn-v2", "1", 1)),
                    2_000_000,
                    3_160_032,
                    2_080_000,
                    new Quality(0.4751, 0.7731, 0.8341, 1.0042),
                    new Quality(0.4755, 0.7729, 0.8347, 1.0051),
                    -0.0024,
                    -0.0031,
                    -0.0017,
                    false),
                new Contest("ensemble", -0.0006, -0.0011, -0.0001, 11_000, 5_140_832)),
            new Effort(4_400_000, 4_312_000),
            new BestPossible(0.4401, 0.4387)),
        r.stages(),
        r.warmUp(),
        r.scores(),
        r.terms(),
        r.tradeOff(),
        r.provenance());
  }

  /** The same with a second network that diverged in retraining. */
  public static RunReport diverged() {
    RunReport r = report();
    List<Candidate> candidates = new ArrayList<>(r.candidates());
    Candidate c = candidates.get(1);
    candidates.set(
        1,
        new Candidate(
            c.rank(),
            c.fingerprint(),
            c.settings(),
            c.score(),
            c.parameters(),
            c.macs(),
            Candidate.DIVERGED,
            "the loss of step 12 is NaN",
            null,
            null,
            c.seconds()));
    return new RunReport(
        r.dataset(),
        r.space(),
        r.proxy(),
        r.seed(),
        r.evaluated(),
        candidates,
        r.best(),
        null,
        r.baselines(),
        r.stages(),
        r.warmUp(),
        r.scores(),
        r.terms(),
        r.tradeOff(),
        r.provenance());
  }

  /** A run that stopped as early as one can and still report. */
  public static RunReport bare() {
    RunReport r = report();
    return new RunReport(
        r.dataset(),
        r.space(),
        r.proxy(),
        r.seed(),
        0,
        List.of(),
        r.best(),
        null,
        r.baselines(),
        List.of(),
        new WarmUp(List.of(), 0, 0),
        List.of(),
        List.of(),
        TradeOff.NONE,
        r.provenance());
  }

  private static List<Score> scores(Random random) {
    List<Score> scores = new ArrayList<>();
    for (int generation = 0; generation <= 32; generation++) {
      int size = generation == 0 ? 64 : 8;
      for (int i = 0; i < size; i++) {
        boolean lost = generation == 5 && i < 2;
        double level = 2100 + 1400 * (1 - Math.exp(-generation / 9.0));
        Double score = lost ? null : (Double) (level + 280 * random.nextGaussian());
        scores.add(new Score(scores.size(), generation, score, lost ? "diverged" : "scored"));
      }
    }
    return scores;
  }

  private static List<Candidate> candidates(Random random) {
    List<Candidate> candidates = new ArrayList<>();
    for (int rank = 1; rank <= 8; rank++) {
      boolean winner = rank == 3;
      double logLoss = winner ? 0.4771 : 0.478 + 0.0006 * rank + 0.002 * random.nextDouble();
      candidates.add(
          new Candidate(
              rank,
              winner ? architecture().fingerprint() : HexFormat.of().toHexDigits(random.nextLong()),
              List.of(),
              4000 - 40 * rank + 10 * random.nextDouble(),
              1_000_000 + random.nextInt(8_000_000),
              2_000_000 + random.nextInt(9_000_000),
              Candidate.TRAINED,
              null,
              new Quality(logLoss, 1.247 - logLoss, logLoss / 0.5705, 1.002),
              winner ? 0.75 : 1.0,
              40 + 30 * random.nextDouble()));
    }
    return candidates;
  }

  private static WarmUp warmUp(Random random) {
    List<Point> points = new ArrayList<>();
    long full = 0;
    int steps = 716;
    for (int step = 1; step <= steps; step++) {
      boolean fullPath = random.nextDouble() > step / (0.4 * steps);
      full += fullPath ? 1 : 0;
      double loss = 0.49 + 0.2 * Math.exp(-step / 60.0) + 0.02 * random.nextGaussian();
      points.add(new Point(step, loss, 0.12, fullPath));
    }
    return new WarmUp(points, steps - full, full);
  }

  private static double[] gaussian(Random random, int n, double mean, double sd) {
    return random.doubles(n).map(u -> mean + sd * random.nextGaussian()).toArray();
  }

  private static Map<String, Object> ordered(String a, Object x, String b, Object y) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, x);
    map.put(b, y);
    return map;
  }
}
