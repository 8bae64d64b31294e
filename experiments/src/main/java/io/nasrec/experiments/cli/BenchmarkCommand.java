package io.nasrec.experiments.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nasrec benchmark}: a table of trained networks, and what can be learned from it. */
@Command(
    name = "benchmark",
    description =
        "Builds a table of networks that are all trained, several times each: the ground truth"
            + " against which rankings and strategies are measured. It has no rows of the data and"
            + " may be published.",
    subcommands = {
      BenchmarkBuildCommand.class,
      BenchmarkRankCommand.class,
      BenchmarkSimulateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = Nasrec.EXAMPLES,
    footer = "  ./nasrec benchmark build shop.yaml --random 128 --trainings 2 --out shop-benchmark",
    mixinStandardHelpOptions = true)
final class BenchmarkCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
