package io.nasrec.experiments.cli;

import io.nasrec.commons.AtomicFile;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import io.nasrec.experiments.describe.Description;
import io.nasrec.experiments.render.svg.ArchitectureDrawing;
import io.nasrec.experiments.render.text.DescriptionText;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.workflow.PastRun;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.published.PublishedNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec describe}: the parts of a network, without data and without training. */
@Command(
    name = "describe",
    description =
        "Prints an architecture block by block: operators, sources, shapes, parameters and"
            + " multiply-accumulates, and which parts are dead.",
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec describe nasrec:criteo-full --svg full.svg",
      "  ./nasrec describe runs/shop-20260102-030405"
    },
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DescribeCommand.class);

  /** Width of an embedding row in the papers. */
  private static final int PUBLISHED_DIM = 16;

  @Parameters(
      index = "0",
      paramLabel = ArchitectureArgument.LABEL,
      description = "An architecture: " + ArchitectureArgument.DESCRIPTION + ".")
  private String architecture;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description =
          "An experiment file; its space.layerNorm and space.embeddingDim are used (of"
              + " a hand-crafted network also space.blocks and the baseline section), and the shape"
              + " of the data set named by its data.prepared. Default: that of the run in whose"
              + " directory the architecture lies.")
  private Path experimentFile;

  @Option(
      names = "--set",
      paramLabel = "KEY.PATH=VALUE",
      description =
          "Replaces one key of the experiment file (or of the built-in quickstart); may"
              + " be repeated.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description =
          "Input shape: ${COMPLETION-CANDIDATES}. Default: that of data.prepared, else of the"
              + " run's data in whose directory the architecture lies, else of the published"
              + " network's data set, else criteo.")
  private PublishedShape dataset;

  @Option(
      names = "--layer-norm",
      negatable = true,
      description =
          "Whether to use layer normalisation. Default: as in the experiment, else as in the file.")
  private Boolean layerNorm;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the network.")
  private Path svg;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (svg != null) {
      Outputs.requireDirectory(spec, "--svg", svg);
    }
    Optional<Experiment> experiment = experiment();
    ArchitectureArgument argument = ArchitectureArgument.of(architecture, experiment);
    InputShape input = input(experiment, argument);
    NetworkBuilder networks =
        new NetworkBuilder(
            argument.architecture().space(), input, layerNorm(argument.file(), experiment));
    Description description = Description.of(argument.architecture(), networks);
    if (svg != null) {
      List<Path> inputs = new ArrayList<>(ArchitectureArgument.file(architecture).toList());
      Optional.ofNullable(experimentFile).ifPresent(inputs::add);
      experiment.map(ExperimentOptions::read).ifPresent(inputs::addAll);
      Outputs.require(spec, "--svg", svg, inputs);
      AtomicFile.write(svg, new ArchitectureDrawing(argument.architecture(), input).svgFile());
      LOG.info("drawn: {}", svg);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? description.json() + System.lineSeparator()
            : new DescriptionText(description).toString());
    out.flush();
    return 0;
  }

  /** Only if the user names one: the quickstart says nothing about an unrelated architecture. */
  private Optional<Experiment> experiment() {
    if (experimentFile == null && overrides.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        experimentFile == null
            ? ExperimentReader.quickstart(overrides)
            : ExperimentReader.read(experimentFile, overrides));
  }

  private InputShape input(Optional<Experiment> experiment, ArchitectureArgument argument)
      throws IOException {
    int dim = embeddingDim(experiment, argument.run());
    if (dataset != null) {
      return dataset.with(dim);
    }
    Optional<Path> data = experiment.flatMap(e -> e.data().prepared());
    if (data.isEmpty() && argument.run().isPresent()) {
      // They may have been removed since, or their relative paths may not fit the current
      // directory.
      data = Optional.of(argument.run().get().data()).filter(DescribeCommand::isPrepared);
    }
    if (data.isEmpty()) {
      return assumed(argument.published()).with(dim);
    }
    Manifest manifest = ManifestFile.read(data.get());
    return new InputShape(manifest.denseNames().size(), manifest.sparseNames().size(), dim);
  }

  private static int embeddingDim(Optional<Experiment> experiment, Optional<PastRun> run)
      throws IOException {
    if (experiment.isEmpty() && run.isPresent()) {
      return run.get().experiment(List.of()).space().embeddingDim();
    }
    return experiment.map(e -> e.space().embeddingDim()).orElse(PUBLISHED_DIM);
  }

  /** On standard error, where it is visible beside JSON but not part of it. */
  private PublishedShape assumed(Optional<PublishedNetwork> published) {
    PublishedShape shape =
        published
            .map(network -> PublishedShape.of(network.dataset()))
            .orElse(PublishedShape.CRITEO);
    InputShape input = shape.with(PUBLISHED_DIM);
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "assumed: the input of %s%s, %s and %s; for another one add"
            + " --dataset NAME or --set data.prepared=DIR%n",
        shape,
        published.isPresent() ? ", for which the network was published" : "",
        Figures.count(input.denseFeatures(), "dense feature"),
        Figures.count(input.sparseFields(), "field"));
    err.flush();
    return shape;
  }

  private static boolean isPrepared(Path data) {
    return Files.exists(data.resolve(Manifest.FILE));
  }

  private boolean layerNorm(InterchangeFile read, Optional<Experiment> experiment) {
    if (layerNorm != null) {
      return layerNorm;
    }
    return experiment.map(e -> e.space().layerNorm()).orElse(read.layerNorm());
  }
}
