package io.nasrec.experiments.cli;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.render.ComparisonFiles;
import io.nasrec.experiments.results.Comparison;
import io.nasrec.experiments.workflow.Divergence;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.experiments.workflow.Session;
import io.nasrec.experiments.workflow.Tuning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nasrec compare}: many networks under one budget. */
@Command(
    name = "compare",
    description =
        "Trains networks from scratch under one budget, the experiment's retrain section, and"
            + " writes one table: log loss and AUC on validation and test, size and time. Without"
            + " an experiment file, the built-in quickstart.",
    footerHeading = Nasrec.EXAMPLES,
    footer =
        "  ./nasrec compare shop.yaml --networks deepfm,dcn-v2,nasrec:criteo-small --seeds 3 --out compared",
    mixinStandardHelpOptions = true,
    preprocessor = Resumption.class)
final class CompareCommand implements Callable<Integer> {
  @Mixin private TrialOptions options;

  @Option(
      names = "--networks",
      required = true,
      paramLabel = "NETWORK[,NETWORK...]",
      description =
          "The networks to compare, separated by commas: baselines (logistic-regression, fm,"
              + " deepfm,"
              + " dlrm, xdeepfm, autoint, dcn-v2) and architectures, each "
              + ArchitectureArgument.DESCRIPTION
              + ".")
  private String networks;

  @Option(
      names = "--tune",
      paramLabel = "KEY.PATH=VALUE,VALUE",
      description =
          "Values of one key to try for each network; may be repeated. Among all"
              + " combinations, each network uses the one whose first training is best on"
              + " validation.")
  private final List<String> tune = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Experiment base = options.experiment(List.of());
    List<NamedNetwork> named = NetworkArguments.all(List.of(networks.split(",", -1)), base);
    Tuning tuning = Tuning.parse(tune);
    int seeds = options.seeds(spec);
    Map<List<String>, Experiment> variants = new HashMap<>();
    variants.put(List.of(), base);
    tuning
        .variants(base, "--tune")
        .forEach(variant -> variants.put(variant.settings(), variant.experiment()));
    try (Session session = options.open(spec, base, Optional.empty())) {
      Resumption.keep(spec, session);
      write(session.compare().run(named, seeds, tuning, variants::get), tuning, session);
    }
    return 0;
  }

  private void write(Comparison comparison, Tuning tuning, Session session) throws IOException {
    Path root = session.directory().root();
    ComparisonFiles files = new ComparisonFiles(comparison);
    files.write(root);
    PrintWriter out = spec.commandLine().getOut();
    out.print(files.text());
    if (tuning.combinations().size() > 1) {
      comparison
          .rows()
          .forEach(row -> tuning.edges(row.network(), row.overrides()).forEach(out::println));
      out.printf(
          "results and predictions of each setting tried: %s; the chosen models: %s%n",
          root.resolve("networks/NAME/KEY=VALUE"), root.resolve("networks/NAME"));
    }
    out.printf("comparison: %s%n", root.resolve("comparison.html"));
    out.flush();
    if (comparison.allDiverged()) {
      throw Divergence.in(
          "retrain", session.experiment().retrain().learningRate(), "every training diverged");
    }
  }
}
