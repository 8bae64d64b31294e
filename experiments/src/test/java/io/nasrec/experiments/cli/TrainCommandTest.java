package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.CheckedJson;
import io.nasrec.experiments.workflow.TinyExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  private final Shell shell = new Shell();
  @TempDir private Path directory;

  private List<String> arguments(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(TinyExperiment.arguments());
    arguments.addAll(List.of("--out", directory.resolve("run").toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Path file(String name) {
    return directory.resolve("run").resolve("networks").resolve(name);
  }

  /** In another process it would be the same: nothing but the files is handed on. */
  @Test
  void whatIsTrainedIsSavedAndEvaluatesToTheSameNumbers() throws Exception {
    assertThat(
            shell.run(
                arguments(
                    "train", "--baseline", "deepfm", "--seeds", "2", "--test", "--predictions")))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .startsWith("deepfm: ")
        .containsPattern(" +log loss +AUC +norm\\. entropy +calibration\\R")
        .containsPattern("training 1 +validation( +\\d\\.\\d{4}){4}\\R")
        .containsPattern("training 1 +test( +\\d\\.\\d{4}){4}\\R")
        .containsPattern("training 2 +test( +\\d\\.\\d{4}){4}\\R")
        .containsPattern("mean ± sd +validation( +\\d\\.\\d{4} ± \\d\\.\\d{4}){4}\\R")
        .contains("model: " + file("deepfm/training-1"));
    String table = shell.out();
    List<String> predictions = Files.readAllLines(file("deepfm/training-1/validation.csv"));
    assertThat(predictions).hasSize(302).startsWith("row,click,probability");
    assertThat(file("deepfm/training-1/test.csv")).exists();

    Path again = directory.resolve("again.csv");
    Path model = file("deepfm/training-1");
    assertThat(shell.run("evaluate", model, "--predictions", again)).as(shell.err()).isZero();
    assertThat(shell.out())
        .containsPattern("network +deepfm\\R")
        .containsPattern("split +validation, 301 rows\\R")
        .containsPattern("normalised entropy +\\d\\.\\d{6}\\R")
        .containsPattern("calibration +\\d\\.\\d{6}\\R");
    assertThat(Files.readAllLines(again)).isEqualTo(predictions);
    String logLoss = shell.out().replaceAll("(?s).*log loss +(\\S{6}).*", "$1");
    assertThat(table).containsPattern("training 1 +validation +" + logLoss.substring(0, 5));

    // Everything is found, nothing is trained or tested again: the directory alone says what.
    byte[] before = Files.readAllBytes(model.resolve("weights.safetensors"));
    assertThat(shell.run("train", "--out", directory.resolve("run"))).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo(table);
    assertThat(model.resolve("weights.safetensors")).hasBinaryContent(before);
  }

  /** The raw rows lie outside the run; only its experiment says that they are read. */
  @Test
  void noCommandReplacesTheRowsThatAModelWasTrainedOn() throws Exception {
    Path rows = ShopRows.write(directory.resolve("shop.csv"), 600);
    Path experiment = directory.resolve("shop.yaml");
    assertThat(shell.run("inspect", rows, "--out", experiment)).as(shell.err()).isZero();
    assertThat(
            shell.run(
                "train",
                experiment,
                "--baseline",
                "fm",
                "--out",
                directory.resolve("run"),
                "--set",
                "retrain.epochs=1"))
        .as(shell.err())
        .isZero();
    Path model = file("fm/training-1");
    for (Path output : List.of(rows, experiment)) {
      assertThat(shell.run("evaluate", model, "--predictions", output)).isEqualTo(2);
      assertThat(shell.err()).startsWith("--predictions " + output + ": is ");
      assertThat(shell.run("export", model, "--onnx", output)).isEqualTo(2);
      assertThat(shell.err()).startsWith("--onnx " + output + ": is ");
    }
  }

  @Test
  void aDirectoryAloneStartsNothingThatItDoesNotSay() throws Exception {
    Path run = directory.resolve("run");
    assertThat(shell.run("train", "--out", run)).isEqualTo(2);
    assertThat(shell.err())
        .startsWith(run + ": there is no 'train' to resume; to start one there, give its other");
    assertThat(run).doesNotExist();

    assertThat(shell.run(arguments("train", "--baseline", "fm"))).as(shell.err()).isZero();
    Path options = run.resolve("train.json");
    Files.writeString(options, Files.readString(options).replace("fm", "no"));
    assertThat(shell.run("train", "--out", run)).isEqualTo(2);
    assertThat(shell.err())
        .startsWith(options + " is damaged: ")
        .contains("delete it, and give the command's own options again");
    Files.delete(options);
    assertThat(shell.run("train", "--out=" + run)).isEqualTo(2);
    assertThat(shell.err()).startsWith(run + ": there is no 'train' to resume");
  }

  @Test
  void aPublishedNetworkIsOneOfTheSearchSpace() {
    assertThat(shell.run(arguments("train", "--architecture", "nasrec:criteo-small")))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).startsWith("nasrec:criteo-small: ").doesNotContain("±");
    assertThat(file("nasrec-criteo-small/training-1")).exists();
    assertThat(shell.run("evaluate", file("nasrec-criteo-small/training-1"), "--split", "test"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).containsPattern("split +test, 30\\d rows\\R");
  }

  @Test
  void mistakes() throws Exception {
    assertThat(shell.run(arguments("train"))).isEqualTo(2);
    assertThat(shell.err()).contains("Missing the network to train: --architecture");
    assertThat(shell.run("train", "--set", "seed=2", "--out", directory.resolve("run")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("there is no 'train' to resume");
    assertThat(shell.run(arguments("train", "--baseline", "fm", "--seeds", "0"))).isEqualTo(2);
    assertThat(shell.err()).contains("--seeds must be at least 1, but was 0");
    assertThat(directory.resolve("run")).doesNotExist();

    Path model = directory.resolve("elsewhere");
    assertThat(shell.run("evaluate", model)).isEqualTo(2);
    assertThat(shell.err())
        .contains("elsewhere: not there; a model is a directory with model.json, weights");
    Path old = Files.writeString(directory.resolve("training-1.safetensors"), "weights");
    assertThat(shell.run("evaluate", old)).isEqualTo(2);
    assertThat(shell.err())
        .contains("training-1.safetensors: is a file, but a model is a directory")
        .contains("(a model NAME.json beside NAME.safetensors is of an earlier version");
    Files.createDirectories(model);
    assertThat(shell.run("evaluate", model)).isEqualTo(2);
    assertThat(shell.err()).contains("elsewhere: is no model directory: it has no model.json");
    for (String name : List.of("training-2", "training-1", "all-rows-1")) {
      Path one = Files.createDirectories(model.resolve("networks/fm/" + name));
      CheckedJson.write(one.resolve("model.json"), Map.of("format", "other"));
    }
    assertThat(shell.run("evaluate", model)).isEqualTo(2);
    assertThat(shell.err())
        .contains(
            "elsewhere: is no model directory: it has no model.json; name one of those in it: "
                + String.join(
                    ", ",
                    List.of(
                        model + "/networks/fm/all-rows-1",
                        model + "/networks/fm/training-1",
                        model + "/networks/fm/training-2")));
    CheckedJson.write(model.resolve("model.json"), Map.of("format", "other"));
    assertThat(shell.run("evaluate", model)).isEqualTo(2);
    assertThat(shell.err()).contains("format must be \"nasrec-model-2\", but was \"other\"");
  }

  @Test
  void aModelIsOfItsOwnDataSetOnly() throws Exception {
    assertThat(shell.run(arguments("train", "--baseline", "fm"))).as(shell.err()).isZero();
    Path other = directory.resolve("other");
    List<String> prepare = new ArrayList<>(List.of("prepare"));
    prepare.addAll(TinyExperiment.arguments());
    prepare.addAll(List.of("--set", "data.minCount=3", "--out", other.toString()));
    assertThat(shell.run(prepare)).isZero();

    Path model = file("fm/training-1");
    assertThat(shell.run("evaluate", model, "--data", other)).isEqualTo(2);
    assertThat(shell.err()).contains("was trained on the data set of digest");
    Path moved = Files.createDirectories(directory.resolve("elsewhere"));
    for (String name : List.of("model.json", "weights.safetensors", "vocabulary.arrow")) {
      Files.copy(model.resolve(name), moved.resolve(name));
    }
    assertThat(shell.run("evaluate", moved)).isEqualTo(2);
    assertThat(shell.err()).contains("name its data set with --data DIR");
    Path data = directory.resolve("run").resolve("data");
    assertThat(shell.run("evaluate", moved, "--data", data)).isZero();

    // A run whose data were prepared elsewhere says where.
    Path second = directory.resolve("second");
    List<String> train = new ArrayList<>(List.of("train", "--baseline", "fm"));
    train.addAll(TinyExperiment.arguments());
    train.addAll(List.of("--out", second.toString(), "--set", "data.prepared=" + data));
    assertThat(shell.run(train)).as(shell.err()).isZero();
    assertThat(shell.run("evaluate", second.resolve("networks/fm/training-1")))
        .as(shell.err())
        .isZero();
  }

  @Test
  void whatCannotBeTunedIsSaidOfTuning() {
    assertThat(
            shell.run(
                arguments("compare", "--networks", "fm", "--tune", "retrain.learnRate=0.1,0.2")))
        .isEqualTo(2);
    assertThat(shell.err())
        .startsWith("--tune: retrain.learnRate: unknown key")
        .doesNotContain("--set");
  }

  @Test
  void aComparisonIsTunedOnValidationAndWritesItsTable() throws Exception {
    assertThat(
            shell.run(
                arguments(
                    "compare",
                    "--networks",
                    "logistic-regression,fm",
                    "--seeds",
                    "2",
                    "--tune",
                    "retrain.learningRate=0.05,0.2")))
        .as(shell.err())
        .isZero();
    assertThat(shell.out())
        .containsPattern("on validation +log loss +AUC +norm\\. entropy +calibration\\R")
        .containsPattern("on test +log loss +AUC +norm\\. entropy +calibration +parameters")
        .containsPattern("fm.*?( +\\d\\.\\d{4} ± \\d\\.\\d{4}){4}\\R")
        .containsPattern("base rate +0\\.\\d{4} +0\\.5000 +1\\.\\d{4} +\\d\\.\\d{4}\\R")
        .containsPattern("fm: retrain\\.learningRate=0\\.(05|2)\\R");
    Path csv = directory.resolve("run").resolve("comparison.csv");
    assertThat(Files.readAllLines(csv))
        .hasSize(4)
        .allMatch(line -> line.split(",", -1).length == 25);
    String html = Files.readString(directory.resolve("run").resolve("comparison.html"));
    assertThat(html).contains("<svg", "class=\"whisker\"", "Test log loss", ">test AUC<");
    // The tuning never looked: of four variants the two chosen ones have seen test rows, twice.
    try (var files = Files.walk(directory.resolve("run").resolve("networks"))) {
      assertThat(files.filter(f -> f.endsWith("test.json"))).hasSize(4);
    }
    String table = shell.out();
    assertThat(shell.run("compare", "--verbose", "--out", directory.resolve("run")))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).isEqualTo(table);
    // What was chosen lies where it would without tuning.
    String rate = shell.out().replaceAll("(?s).*fm: (retrain\\.learningRate=\\S+).*", "$1");
    assertThat(file("fm/training-2/weights.safetensors"))
        .hasSameBinaryContentAs(file("fm/" + rate + "/training-2/weights.safetensors"));
    assertThat(shell.run("evaluate", file("fm/training-1"), "--split", "test"))
        .as(shell.err())
        .isZero();
    assertThat(shell.out()).containsPattern("network +fm\\R");
  }
}
