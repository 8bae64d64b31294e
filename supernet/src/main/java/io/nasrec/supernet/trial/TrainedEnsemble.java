package io.nasrec.supernet.trial;

import io.nasrec.commons.Sha256;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.evaluation.EnsembleSelection;
import io.nasrec.supernet.model.ModelDirectory;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.TrialProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An ensemble of trained networks (spec section 10).
 *
 * @param directory becomes its model directory; the name differs for different ensembles
 * @param members the trials whose networks belong to it, each once
 * @param counts how often each counts in the mean of the logits
 * @param selection how they were chosen
 */
public record TrainedEnsemble(
    Path directory, List<Trial> members, List<Integer> counts, EnsembleSelection selection) {

  public TrainedEnsemble {
    members = List.copyOf(members);
    counts = List.copyOf(counts);
  }

  /**
   * The ensemble that a selection found.
   *
   * @param root directory of ensembles
   * @param trials those that the selection was made from
   */
  public static TrainedEnsemble of(Path root, List<Trial> trials, EnsembleSelection selection) {
    List<Integer> chosen =
        IntStream.range(0, trials.size())
            .filter(i -> selection.counts().get(i) > 0)
            .boxed()
            .toList();
    List<Trial> members = chosen.stream().map(trials::get).toList();
    List<Integer> counts = chosen.stream().map(selection.counts()::get).toList();
    return new TrainedEnsemble(
        root.resolve(digest(members, counts).substring(0, 16)), members, counts, selection);
  }

  /** The name under which the test split records the evaluation. */
  String name() {
    return "ensemble " + directory.getFileName();
  }

  /** Of everything that determines its predictions. */
  String digest() {
    return digest(members, counts);
  }

  private static String digest(List<Trial> members, List<Integer> counts) {
    return Sha256.of(
        IntStream.range(0, members.size())
            .mapToObj(i -> counts.get(i) + " " + members.get(i).digest())
            .collect(Collectors.joining("\n")));
  }

  /**
   * Writes its weights unless its directory is a model already.
   *
   * @return its description
   */
  SavedModel build(Engine engine) throws IOException {
    List<ModelDirectory> models = new ArrayList<>();
    for (Trial member : members) {
      models.add(ModelDirectory.open(member.directory()));
    }
    SavedModel described = describe(models.get(0).model());
    if (!ModelDirectory.isModel(directory)) {
      Files.createDirectories(directory);
      ModelDirectory.writeEnsemble(directory, described, models, engine);
    }
    return described;
  }

  private SavedModel describe(SavedModel first) {
    NetworkDefinition.Averaged network =
        new NetworkDefinition.Averaged(
            IntStream.range(0, members.size())
                .mapToObj(
                    i ->
                        new NetworkDefinition.Averaged.Member(
                            members.get(i).network(),
                            members.get(i).input().embeddingDim(),
                            counts.get(i)))
                .toList());
    return new SavedModel(
        network,
        first.input(),
        first.cardinalities(),
        first.maxEmbeddingRows(),
        first.data(),
        selection.predictions().metrics(),
        new TrialProvenance(
            first.provenance().origin(), network.label(), "ensemble", Optional.empty()));
  }
}
