package io.nasrec.experiments.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.BadDataException;
import io.nasrec.data.Dataset;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.render.text.Figures;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.Start;
import io.nasrec.supernet.model.WarmStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that trainings start from: {@code --warm-start}.
 *
 * @param directory where it lies
 * @param sha256 {@link WarmStart#digest}
 */
public record StartModel(ModelDirectory directory, String sha256) {
  private static final Logger LOG = LoggerFactory.getLogger(StartModel.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Opens a model, or a run's winner. */
  public static StartModel of(Path given) throws IOException {
    ModelDirectory directory = ModelDirectory.open(given);
    return new StartModel(directory, WarmStart.digest(directory));
  }

  private SavedModel model() {
    return directory.model();
  }

  /**
   * The network to train: the model's.
   *
   * @param named the network that the user named as well, if any
   * @param experiment the settings
   * @throws ConfigurationException if either says otherwise than the model, naming all differences
   */
  public NamedNetwork network(Optional<NamedNetwork> named, Experiment experiment) {
    NetworkDefinition network = model().network();
    if (network instanceof NetworkDefinition.Averaged averaged) {
      throw new ConfigurationException(
          List.of(
              ("--warm-start %s: is an ensemble of %s networks, which cannot be trained as one; name"
                      + " one of its networks")
                  .formatted(directory.path(), averaged.members().size())));
    }
    List<String> problems = new ArrayList<>();
    if (named.isPresent() && !named.get().definition(experiment).label().equals(network.label())) {
      problems.add(
          "--warm-start %s: its network is %s, but %s was named; leave that out"
              .formatted(directory.path(), network.label(), named.get().name()));
    }
    require(
        "space.embeddingDim",
        model().input().embeddingDim(),
        experiment.space().embeddingDim(),
        problems);
    if (network instanceof NetworkDefinition.Searched searched) {
      require("space.layerNorm", searched.layerNorm(), experiment.space().layerNorm(), problems);
    } else if (network instanceof NetworkDefinition.HandCrafted handCrafted) {
      requireWidths(handCrafted, experiment, problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new NamedNetwork(
        named.map(NamedNetwork::name).orElse(network.label()), new NamedNetwork.OfModel(network));
  }

  private void require(String key, Object wanted, Object found, List<String> problems) {
    if (!wanted.equals(found)) {
      problems.add(
          "%s must be %s, as in the model %s, but was %s; add --set %s=%s"
              .formatted(key, wanted, directory.path(), found, key, wanted));
    }
  }

  /** Keys that this baseline does not use may differ. */
  private void requireWidths(
      NetworkDefinition.HandCrafted network, Experiment experiment, List<String> problems) {
    var own =
        new NetworkDefinition.HandCrafted(
            network.baseline(), new ExperimentSetup(experiment).baselineShapes());
    if (own.network(model().input()).weights().equals(model().build().weights())) {
      return;
    }
    JsonNode found = JSON.valueToTree(own.shapes());
    for (Map.Entry<String, JsonNode> wanted :
        JSON.<JsonNode>valueToTree(network.shapes()).properties()) {
      require(
          "baseline." + wanted.getKey(), wanted.getValue(), found.get(wanted.getKey()), problems);
    }
  }

  /**
   * The start of trainings on a data set; says in the log what becomes of each field's values.
   *
   * @throws BadDataException if the columns are others than the model's, or the model has learned
   *     the data set's validation and test rows
   */
  WarmStart on(Dataset dataset, Experiment experiment) throws IOException {
    boolean sameRaw =
        dataset.manifest().raw().sha256().equals(model().provenance().origin().rawSha256());
    if (sameRaw && model().allRows().isPresent()) {
      throw new BadDataException(
          ("%s: was trained on all rows of these raw data, so their validation and test rows cannot"
                  + " measure what starts from it; name data of another time")
              .formatted(directory.path()));
    }
    if (sameRaw && !dataset.manifest().digest().equals(model().data().digest())) {
      LOG.warn(
          "{} was trained on the same raw data: where the split is another one, validation and test"
              + " hold rows that it has learned, and their figures favour it",
          directory.path());
    }
    WarmStart warm =
        WarmStart.of(
            directory, dataset, experiment.retrain().embeddingRows().orElse(Integer.MAX_VALUE));
    LOG.info(
        "warm start from {} ({}, weights of SHA-256 {}); the optimizer starts afresh, with the"
            + " learning rate and passes of the retrain section; of each field's values, or buckets:",
        directory.path(),
        warm.start().network(),
        sha256);
    warm.start().fields().forEach(field -> LOG.info("{}", line(field)));
    return warm;
  }

  private static String line(Start.Field field) {
    String shared =
        field.shared() == 0
            ? ""
            : ", %s without a row of their own".formatted(Figures.count(field.shared()));
    return "%s: %s known, %s new, %s of the model's dropped%s"
        .formatted(
            field.name(),
            Figures.count(field.known()),
            Figures.count(field.fresh()),
            Figures.count(field.dropped()),
            shared);
  }
}
