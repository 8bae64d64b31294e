package io.nasrec.experiments.workflow;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Printable;
import io.nasrec.commons.Progress;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.CategoricalEncoding;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.ManifestFile;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.prepare.Prepared;
import io.nasrec.data.raw.NumbersAsIds;
import io.nasrec.data.raw.RawFiles;
import io.nasrec.data.raw.RawSource;
import io.nasrec.experiments.config.DataSettings;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.SchemaSettings;
import io.nasrec.experiments.render.text.Figures;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns raw rows into a data set, unless the experiment names a prepared one. */
public final class DataStage {
  private static final Logger LOG = LoggerFactory.getLogger(DataStage.class);

  private final Experiment experiment;
  private final RunDirectory directory;
  private final Progress progress;

  @Inject
  DataStage(Experiment experiment, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * The files that exist once the data set is prepared; none in the run directory if it is
   * elsewhere.
   */
  List<Path> leaves() {
    return experiment.data().prepared().isPresent()
        ? List.of()
        : List.of(directory.data().resolve(Manifest.FILE));
  }

  /** The data set, prepared in the run directory unless it is elsewhere; the caller closes it. */
  Dataset run() {
    if (experiment.data().prepared().isPresent()) {
      return Dataset.open(experiment.data().prepared().get());
    }
    return Dataset.open(prepare(experiment, directory.data(), progress).directory());
  }

  /**
   * Checks for the files that an experiment's data come from.
   *
   * @throws BadDataException if one is missing or is not such a file
   */
  static void requireInputs(Experiment experiment) {
    if (experiment.data().prepared().isPresent()) {
      ManifestFile.read(experiment.data().prepared().get());
    } else {
      RawFiles.bytes(Sources.of(experiment).inputs());
    }
  }

  /** Prepares the experiment's data set in a directory. */
  public static Prepared prepare(Experiment experiment, Path target, Progress progress) {
    Prepared prepared = Preparation.run(options(experiment), target, progress);
    logFiles(prepared.manifest().raw());
    prepared.manifest().notes().forEach(LOG::warn);
    LOG.info(
        "data: {} {} rows for training, {} for validation, {} for test in {}",
        prepared.reused() ? "found" : "prepared",
        prepared.manifest().train().rows(),
        prepared.manifest().validation().rows(),
        prepared.manifest().test().rows(),
        target);
    return prepared;
  }

  /** Which files the rows came from, in the order in which they were read. */
  private static void logFiles(RawIdentity raw) {
    for (RawIdentity file : raw.files()) {
      String rows = file.rows() == null ? "no rows" : Figures.count(file.rows(), "row");
      LOG.info("raw data: {}, {}", Printable.of(file.name()), rows);
    }
  }

  private static PrepareOptions options(Experiment experiment) {
    DataSettings data = experiment.data();
    Map<String, Optional<DenseTransform>> transforms =
        experiment.schema().map(SchemaSettings::dense).orElse(Map.of());
    RawSource source = withIds(Sources.of(experiment), data, transforms);
    Map<String, Optional<Integer>> minCounts =
        experiment.schema().map(SchemaSettings::categorical).orElse(Map.of());
    return new PrepareOptions(
        source,
        data.split(),
        experiment.seed(),
        source.schema().dense().stream()
            .map(name -> new DenseColumn(name, set(transforms, name, data.denseTransform())))
            .toList(),
        source.schema().categoricalNames().stream()
            .map(name -> new CategoricalColumn(name, encoding(data, minCounts, name)))
            .toList());
  }

  private static RawSource withIds(
      RawSource source, DataSettings data, Map<String, Optional<DenseTransform>> transforms) {
    List<String> ids =
        source.schema().dense().stream()
            .filter(name -> data.squareLogIds().orElse(false))
            .filter(
                name -> set(transforms, name, data.denseTransform()) == DenseTransform.SQUARE_LOG)
            .toList();
    return ids.isEmpty() ? source : new NumbersAsIds(source, ids);
  }

  private static CategoricalEncoding encoding(
      DataSettings data, Map<String, Optional<Integer>> minCounts, String name) {
    boolean ownCount = minCounts.getOrDefault(name, Optional.empty()).isPresent();
    if (data.hashBuckets().isPresent() && !ownCount) {
      return new CategoricalEncoding.Buckets(data.hashBuckets().get());
    }
    return new CategoricalEncoding.Vocabulary(
        set(minCounts, name, data.minCount()),
        data.maxValues().orElse(CategoricalEncoding.MOST_VALUES));
  }

  /** The schema section's setting for a column, or else the data section's default. */
  private static <T> T set(Map<String, Optional<T>> columns, String name, T ofAll) {
    return columns.getOrDefault(name, Optional.empty()).orElse(ofAll);
  }
}
