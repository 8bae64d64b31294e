package io.nasrec.experiments.cli;

import static io.nasrec.experiments.render.text.Figures.count;

import io.nasrec.commons.Progress;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitName;
import io.nasrec.data.prepare.Prepared;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.render.text.TextTable;
import io.nasrec.experiments.terminal.ConsoleProgress;
import io.nasrec.experiments.terminal.Interruption;
import io.nasrec.experiments.workflow.DataStage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nasrec prepare}: raw rows become a data set that many runs can read. */
@Command(
    name = "prepare",
    description =
        "Reads, splits and encodes the raw rows of an experiment into a directory that any number"
            + " of runs can share. Without an experiment file, the built-in quickstart.",
    footerHeading = Nasrec.EXAMPLES,
    footer =
        "  ./nasrec prepare experiments/configs/criteo.yaml --set data.raw=train.txt --out data/criteo",
    mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
  private static final String OUT = "--out";

  @Mixin private ExperimentOptions options;

  @Option(
      names = OUT,
      paramLabel = "DIR",
      description =
          "Where to write the data set; one already made from the same rows and options is kept."
              + " Default: data/NAME.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Experiment experiment = options.experiment(List.of(), null);
    experiment.data().prepared().ifPresent(PrepareCommand::refuse);
    Path target = out == null ? Path.of("data", experiment.name()) : out;
    String again = ShellLine.typed(spec);
    try (Interruption interruption =
        Interruption.telling(again + "  # starts over", spec.commandLine().getErr())) {
      Progress progress = interruption.endingWorkOf(new ConsoleProgress());
      print(DataStage.prepare(experiment, target, progress), spec.commandLine().getOut());
    }
    return 0;
  }

  private static void refuse(Path prepared) {
    throw new ConfigurationException(
        List.of(
            "data.prepared: names a data set that is already prepared ("
                + prepared
                + "); 'nasrec prepare' reads raw rows: add --set data.prepared=none"
                + " and name data.raw"));
  }

  private static void print(Prepared prepared, PrintWriter out) {
    Manifest data = prepared.manifest();
    out.printf(
        "data set %s: %s%n",
        prepared.reused() ? "found (made from the same rows and options)" : "made",
        prepared.directory());
    TextTable table = new TextTable(column -> column > 0, List.of("split", "rows", "click rate"));
    for (SplitName split : SplitName.values()) {
      Manifest.Part part = data.part(split);
      table.add(List.of(split.label(), count(part.rows()), Figures.share(part.clickRate())));
    }
    out.print(table);
    long ids = data.cardinalities().stream().mapToLong(Integer::longValue).sum();
    out.printf("ids: %s in %s fields%n", count(ids), data.sparseNames().size());
    out.printf("bad rows skipped: %s%n", count(data.badRowsSkipped()));
    data.notes().forEach(note -> out.printf("note: %s%n", note));
    out.printf("to use it instead of data.raw: --set data.prepared=%s%n", prepared.directory());
    out.flush();
  }
}
