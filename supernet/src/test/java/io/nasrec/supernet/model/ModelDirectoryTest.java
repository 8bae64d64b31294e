package io.nasrec.supernet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.prepare.Preparation;
import io.nasrec.data.prepare.PrepareOptions;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.published.PublishedNetworks;
import io.nasrec.supernet.SampleProvenance;
import io.nasrec.supernet.Tensors;
import io.nasrec.supernet.baseline.Baseline;
import io.nasrec.supernet.baseline.BaselineShapes;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.evaluation.Evaluation;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.evaluation.Predictions;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {
  private static final BaselineShapes SHAPES =
      new BaselineShapes(List.of(7, 6), List.of(5), List.of(6, 4), List.of(3, 2), 2, 2, 3, 2);
  private static final int ROWS = 500;

  @TempDir private Path directory;
  private Path data;
  private Manifest manifest;

  @BeforeEach
  void prepare() throws IOException {
    StringBuilder text = new StringBuilder("click,user,age,city\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(i % 3 == 0 ? 1 : 0).append(",u").append(i % 17).append(',');
      text.append(i % 5 == 0 ? "" : i % 40).append(',').append(i % 7 == 0 ? "" : "c" + i % 90);
      text.append('\n');
    }
    Path file = Files.writeString(directory.resolve("rows.csv"), text);
    data = directory.resolve("data");
    ColumnRoles roles =
        new ColumnRoles("click", List.of("age"), List.of("user", "city"), List.of(), Set.of());
    manifest =
        Preparation.run(
                new PrepareOptions(
                    new DelimitedText(
                        RawFile.of(file),
                        new Dialect(',', '"', true, StandardCharsets.UTF_8),
                        roles,
                        0),
                    SplitScheme.CHRONOLOGICAL,
                    1,
                    2,
                    DenseTransform.LOG1P),
                data,
                Progress.NONE)
            .manifest();
  }

  private SavedModel model(NetworkDefinition network) {
    return new SavedModel(
        network,
        new InputShape(1, 2, 8),
        manifest.cardinalities(),
        12,
        ModelData.of(manifest),
        new Metrics(0.5, 0.75, 0.9, Double.NaN),
        SampleProvenance.TRIAL);
  }

  private Path write(SavedModel model) throws IOException {
    Path target = Files.createDirectories(directory.resolve("model"));
    try (ModelWeights weights = model.zeros(new TorchEngine(1))) {
      new Initializer(1, 1).fill(weights.parameters());
      new Initializer(1, 1).fill(weights.embeddings());
      Checkpoint.write(target.resolve("weights.safetensors"), weights, Map.of());
    }
    ModelDirectory.describe(target, model, data);
    return target;
  }

  @ParameterizedTest
  @EnumSource
  void baselines(Baseline baseline) throws IOException {
    roundTrip(model(new NetworkDefinition.HandCrafted(baseline, SHAPES)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void networksOfBothSpaces(boolean layerNorm) throws IOException {
    for (String name : List.of("nasrec:criteo-small", "nasrec:criteo-full")) {
      roundTrip(
          model(
              new NetworkDefinition.Searched(
                  PublishedNetworks.named(name).orElseThrow().architecture(), layerNorm)));
    }
  }

  private void roundTrip(SavedModel model) throws IOException {
    Path target = write(model);
    ModelDirectory read = ModelDirectory.open(target);
    assertThat(read.model()).isEqualTo(model);
    Tested tested = new Tested(new Metrics(0.4, 0.7, 0.8, 1), 0.01);
    ModelDirectory.describe(target, model.with(tested), data);
    ModelDirectory again = ModelDirectory.open(target);
    assertThat(again.model().test()).contains(tested);
    assertThat(again.version()).isNotEqualTo(read.version());
    try (ModelWeights weights = model.zeros(new TorchEngine(1));
        ModelWeights loaded = read.weights(new TorchEngine(1))) {
      assertThat(weights.embeddings().table(0).rows()).as("capped").isEqualTo(12);
      assertThat(model.embeddingParameters()).isEqualTo(weights.embeddings().parameters());
      new Initializer(1, 1).fill(weights.parameters());
      new Initializer(1, 1).fill(weights.embeddings());
      // Array by array: a recursive comparison of a million numbers takes half a minute.
      Map<String, float[]> expected = Tensors.floats(weights);
      Map<String, float[]> found = Tensors.floats(loaded);
      assertThat(found).containsOnlyKeys(expected.keySet());
      expected.forEach((name, values) -> assertThat(found.get(name)).as(name).isEqualTo(values));
    }
  }

  private List<Map<String, Object>> lastRows(int count) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = ROWS - count; i < ROWS; i++) {
      Map<String, Object> row = new HashMap<>();
      row.put("user", "u" + i % 17);
      row.put("age", i % 5 == 0 ? null : (Object) (double) (i % 40));
      row.put("city", i % 7 == 0 ? "" : "c" + i % 90);
      rows.add(row);
    }
    return rows;
  }

  /** Moved elsewhere: the bits are those of the prepared split. */
  @Test
  void aPredictorSaysOfRawRowsWhatTheNetworkSaysOfPreparedOnes() throws IOException {
    Path target =
        write(
            model(
                new NetworkDefinition.Searched(
                    PublishedNetworks.named("nasrec:criteo-full").orElseThrow().architecture(),
                    true)));
    double[] expected = new double[50];
    try (Dataset dataset = Dataset.open(data);
        ModelWeights weights = ModelDirectory.open(target).weights(new TorchEngine(1))) {
      Evaluation evaluation = new Evaluation(ModelDirectory.open(target).model().build(), weights);
      Predictions said = dataset.test().reveal("network", evaluation::predict);
      Arrays.setAll(expected, said::probability);
    }
    Path moved = Files.createDirectories(directory.resolve("else where")).resolve("m");
    Files.move(target, moved);
    for (String name : List.of("rows.csv", "data/vocabulary.arrow", "data/manifest.json")) {
      Files.delete(directory.resolve(name));
    }
    try (Predictor predictor = Predictor.load(moved)) {
      List<Map<String, Object>> rows = lastRows(50);
      assertThat(predictor.predict(rows)).isEqualTo(expected);
      double[] alone =
          IntStream.range(0, 50).mapToDouble(i -> predictor.predict(rows.get(i))).toArray();
      // The engine sums in another order where there are fewer rows: float32's last bits.
      assertThat(alone).containsExactly(expected, within(1e-6));
      double[] parallel =
          IntStream.range(0, 50)
              .parallel()
              .mapToDouble(i -> predictor.predict(rows.get(i)))
              .toArray();
      assertThat(parallel).isEqualTo(alone);

      Batch strange =
          predictor.encode(List.of(Map.of("user", "nobody", "age", 3, "city", true, "more", "x")));
      assertThat(predictor.unseen(strange)).containsExactly(1, 1);
      assertThat(predictor.missing(predictor.encode(rows)))
          .containsExactly(manifest.test().missing().stream().mapToInt(i -> i).toArray());
      assertThat(predictor.inputs()).containsExactly("age", "user", "city");
      assertThatThrownBy(() -> predictor.predict(Map.of("user", "u1")))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith("row 1: the columns age, city are missing");
    }
  }

  @Test
  void whatIsClosedPredictsNoMore() throws IOException {
    Predictor closed;
    try (Predictor predictor =
        Predictor.load(write(model(new NetworkDefinition.HandCrafted(Baseline.FM, SHAPES))))) {
      assertThat(predictor.predict(lastRows(3))).hasSize(3).doesNotContain(Double.NaN);
      closed = predictor;
    }
    assertThatThrownBy(() -> closed.predict(lastRows(1))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void damageIsNamed() throws IOException {
    Path target = write(model(new NetworkDefinition.HandCrafted(Baseline.DLRM, SHAPES)));
    for (String name : List.of("model.json", "weights.safetensors", "vocabulary.arrow")) {
      Path file = target.resolve(name);
      byte[] good = Files.readAllBytes(file);
      byte[] flipped = good.clone();
      flipped[good.length / 2] ^= 4;
      for (byte[] bad : List.of(new byte[0], Arrays.copyOf(good, good.length / 2), flipped)) {
        Files.delete(file);
        Files.write(file, bad);
        assertThatThrownBy(() -> Predictor.load(target))
            .isInstanceOf(BadDataException.class)
            .hasMessageStartingWith(file + " is damaged: ");
      }
      Files.delete(file);
      assertThatThrownBy(() -> Predictor.load(target))
          .isInstanceOf(BadDataException.class)
          .hasMessageStartingWith(file + " is missing, although ");
      Files.write(file, good);
    }
    Predictor.load(target).close();
  }

  /** Such as a directory whose model.json went and whose vocabulary was damaged. */
  @Test
  void aVocabularyThatLiesThereIsNotTakenForTheDataSets() throws IOException {
    SavedModel model = model(new NetworkDefinition.HandCrafted(Baseline.FM, SHAPES));
    Path target = write(model);
    Path vocabulary = target.resolve("vocabulary.arrow");
    Files.delete(vocabulary); // the second name, not the data set's file
    Files.writeString(vocabulary, "of another data set");

    ModelDirectory.describe(target, model, data);

    assertThat(vocabulary).hasSameBinaryContentAs(data.resolve("vocabulary.arrow"));
  }

  /** A second description finds the vocabulary linked already. */
  @Test
  void nothingTemporaryStays() throws IOException {
    SavedModel model = model(new NetworkDefinition.HandCrafted(Baseline.FM, SHAPES));
    Path target = write(model);

    ModelDirectory.describe(target, model, data);

    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("vocabulary.arrow")
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void whatIsNoModel() throws IOException {
    Path target = write(model(new NetworkDefinition.HandCrafted(Baseline.DLRM, SHAPES)));
    Path description = target.resolve("model.json");
    ObjectNode document = CheckedJson.read(description);
    ((ObjectNode) document.get("network")).put("baseline", "dlrn");
    CheckedJson.write(description, document);
    assertThatThrownBy(() -> ModelDirectory.open(target))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            description + " was written by another version of nasrec: no baseline is called dlrn");
    Path run = Files.createDirectories(directory.resolve("run"));
    Files.createFile(run.resolve("best-network.safetensors"));
    assertThatThrownBy(() -> ModelDirectory.open(run))
        .hasMessageStartingWith(run + ": an earlier version left its model there");
    Path weights = target.resolve("weights.safetensors");
    assertThatThrownBy(() -> ModelDirectory.open(weights))
        .hasMessageStartingWith(weights + ": is a file, but a model is a directory");
  }

  @Test
  void aModelThatDoesNotSayWhereItComesFromIsOfAnotherVersion() throws IOException {
    Path target = write(model(new NetworkDefinition.HandCrafted(Baseline.FM, SHAPES)));
    Path description = target.resolve("model.json");
    ObjectNode document = CheckedJson.read(description);
    assertThat(document.get("provenance")).hasSize(SampleProvenance.TRIAL.texts().size());
    List<ObjectNode> others =
        List.of(document.deepCopy(), document.deepCopy(), document.deepCopy());
    others.get(0).remove("provenance");
    others.get(1).putNull("provenance");
    ((ObjectNode) others.get(2).get("provenance")).remove("training");
    for (ObjectNode other : others) {
      CheckedJson.write(description, other);
      assertThatThrownBy(() -> ModelDirectory.open(target))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageStartingWith(description + " was written by another version of nasrec: ");
    }
  }

  /** A model at a second place is replaced only by one that is good. */
  @Test
  void copies() throws IOException {
    Path target = write(model(new NetworkDefinition.HandCrafted(Baseline.FM, SHAPES)));
    Path second = directory.resolve("second");
    ModelCopies.publish(target, second);
    assertThat(ModelDirectory.open(second).version())
        .isEqualTo(ModelDirectory.open(target).version());
    byte[] good = Files.readAllBytes(target.resolve("weights.safetensors"));
    Files.delete(target.resolve("weights.safetensors"));
    Files.write(target.resolve("weights.safetensors"), Arrays.copyOf(good, 99));
    assertThatThrownBy(() -> ModelCopies.publish(target, second))
        .isInstanceOf(BadDataException.class);
    assertThat(second.resolve("weights.safetensors")).hasBinaryContent(good);
    Files.write(target.resolve("weights.safetensors"), good);
    Files.delete(second.resolve("vocabulary.arrow"));
    ModelCopies.publish(target, second);
    ModelDirectory.open(second);
    assertThat(Files.exists(directory.resolve(".second.old"))).isFalse();
  }
}
