package io.nasrec.experiments.cli;

import io.nasrec.data.AtomicFile;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.describe.Description;
import io.nasrec.experiments.report.ArchitectureDrawing;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec describe}: what a network is made of, without data and without training. */
@Command(
    name = "describe",
    description =
        "Shows an architecture block by block: operators, sources, shapes, parameters and"
            + " multiply-accumulates, and which parts are dead.",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DescribeCommand.class);

  /** Width of an embedding row in the papers. */
  private static final int PUBLISHED_DIM = 16;

  @Parameters(
      index = "0",
      paramLabel = ArchitectureArgument.LABEL,
      description = ArchitectureArgument.DESCRIPTION)
  private String architecture;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description =
          "An experiment file: its space.layerNorm and space.embeddingDim count, and the shape of"
              + " the data set that its data.prepared names.")
  private Path experimentFile;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description =
          "Replaces one key of the experiment file, or of the built-in quickstart without one; may"
              + " be repeated.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "Shape of the input: ${COMPLETION-CANDIDATES}. Default: that of data.prepared, else of"
              + " the published network's data set, else criteo.")
  private PublishedShape dataset;

  @Option(
      names = "--layer-norm",
      negatable = true,
      description =
          "Whether layers are normalised. Default: what the experiment says, else the file.")
  private Boolean layerNorm;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the network.")
  private Path svg;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ArchitectureArgument argument = ArchitectureArgument.of(architecture);
    Optional<Experiment> experiment = experiment();
    InputShape input = input(experiment, argument);
    NetworkBuilder networks =
        new NetworkBuilder(
            argument.architecture().space(), input, layerNorm(argument.file(), experiment));
    Description description = Description.of(argument.architecture(), networks);
    if (svg != null) {
      Outputs.require(
          spec,
          "--svg",
          svg,
          Stream.concat(ArchitectureArgument.file(architecture), Stream.ofNullable(experimentFile))
              .toList());
      draw(new ArchitectureDrawing(argument.architecture(), input));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? description.json() + System.lineSeparator() : description.text());
    out.flush();
    return 0;
  }

  /** Only where the user names one: the quickstart says nothing about another's architecture. */
  private Optional<Experiment> experiment() {
    if (experimentFile == null && overrides.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        experimentFile == null
            ? ExperimentReader.quickstart(overrides)
            : ExperimentReader.read(experimentFile, overrides));
  }

  private InputShape input(Optional<Experiment> experiment, ArchitectureArgument argument) {
    int dim = experiment.map(e -> e.space().embeddingDim()).orElse(PUBLISHED_DIM);
    Optional<Path> prepared = experiment.flatMap(e -> e.data().prepared());
    if (dataset != null) {
      return dataset.with(dim);
    }
    if (prepared.isEmpty()) {
      return argument
          .published()
          .map(network -> PublishedShape.of(network.dataset()))
          .orElse(PublishedShape.CRITEO)
          .with(dim);
    }
    Manifest data = ManifestFile.read(prepared.get());
    return new InputShape(data.denseNames().size(), data.sparseNames().size(), dim);
  }

  private boolean layerNorm(InterchangeFile read, Optional<Experiment> experiment) {
    if (layerNorm != null) {
      return layerNorm;
    }
    return experiment.map(e -> e.space().layerNorm()).orElse(read.layerNorm());
  }

  private void draw(ArchitectureDrawing drawing) throws IOException {
    Path directory = svg.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(), "--svg " + svg + ": there is no directory " + directory);
    }
    AtomicFile.write(svg, drawing.svgFile());
    LOG.info("drawn: {}", svg);
  }
}
