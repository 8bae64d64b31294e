package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.data.Dataset;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.ExperimentReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  /** What makes the search of the written file a matter of seconds. */
  private static final List<String> SMALL =
      List.of(
          "space.blocks=2",
          "search.batches=2",
          "search.batchSize=64",
          "search.population=6",
          "search.crafted=6",
          "search.topK=4",
          "selection.finalists=2",
          "selection.trainings=2",
          "warmUp.batchSize=128",
          "retrain.rungs=2",
          "retrain.batchSize=128",
          "baseline.epochs=1");

  private final Shell shell = new Shell();
  @TempDir private Path directory;

  @Test
  void fromAStrangeFileToASearchedNetwork() throws Exception {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 2000);
    Path yaml = directory.resolve("shop.yaml");

    assertThat(shell.run("inspect", shop, "--out", yaml)).as(shell.err()).isZero();
    assertThat(shell.out())
        .contains(shop + ": delimited by ',', quoted, with a header, 2,000 rows")
        .containsPattern(
            "price +numbers +\\d\\.\\d % +1,\\d{3}  0\\.?\\d* \\.\\. 19\\d\\.\\d +dense\\R")
        .containsPattern("city +text +0\\.0 % +4 +categorical\\R")
        .containsPattern("zip +whole numbers +0\\.0 % +60  0 \\.\\. 59 +categorical\\R")
        .containsPattern("order .* ignored: numbers the rows\\R")
        .containsPattern("label rate: 2\\d\\.\\d\\d %\\R")
        .contains("./nasrec search " + yaml);

    Path data = directory.resolve("data");
    assertThat(shell.run("prepare", yaml, "--out", data)).as(shell.err()).isZero();
    try (Dataset dataset = Dataset.open(data)) {
      Manifest manifest = dataset.manifest();
      assertThat(manifest.sparseNames())
          .containsExactly("city", "campaign", "device", "size", "zip");
      // The values, missing and rare.
      assertThat(manifest.cardinalities()).containsExactly(6, 42, 3, 5, 62);
      assertThat(manifest.key().dense())
          .containsExactly(
              new DenseColumn("price", DenseTransform.LOG1P),
              new DenseColumn("weight, kg", DenseTransform.NONE),
              new DenseColumn("days", DenseTransform.SIGNED_LOG1P));
    }

    Path run = directory.resolve("run");
    List<String> search = new ArrayList<>(List.of("search", yaml.toString()));
    search.addAll(List.of("--run-dir", run.toString()));
    SMALL.forEach(key -> search.addAll(List.of("--set", key)));
    // In place of the file's data.raw, as 'prepare' has said.
    search.addAll(List.of("--set", "data.prepared=" + data));
    assertThat(shell.run(search)).as(shell.err()).isZero();
    assertThat(shell.out()).containsPattern("best network [0-9a-f]{16} +0\\.\\d{4} +0\\.\\d{4} ");
    assertThat(run.resolve("report.html")).exists();
    assertThat(run.resolve("data")).doesNotExist();
  }

  @Test
  void aColumnsOwnMinimumCountAndTransformCount() throws Exception {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 2000);
    Path yaml = directory.resolve("shop.yaml");
    shell.run("inspect", shop, "--out", yaml);
    Path data = directory.resolve("data");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replaceFirst("campaign: default", "campaign: 2000")
            .replaceFirst("price: log1p", "price: squareLog"));

    assertThat(shell.run("prepare", yaml, "--out", data)).as(shell.err()).isZero();

    try (Dataset dataset = Dataset.open(data)) {
      assertThat(dataset.manifest().cardinalities()).containsExactly(6, 2, 3, 5, 62);
      assertThat(dataset.manifest().key().dense().get(0).transform())
          .isEqualTo(DenseTransform.SQUARE_LOG);
    }
    assertThat(shell.run("prepare", yaml, "--set", "schema.missing=[NA, Oslo]", "--out", data))
        .as("other reading is other data")
        .isEqualTo(2);
    assertThat(shell.err()).startsWith(data + " holds another data set");
  }

  @Test
  void theWrittenFileIsCompleteAndSaysWhatItSaw() throws Exception {
    Path shop = ShopRows.write(directory.resolve("my shop.2.csv"), 500);
    Path yaml = directory.resolve("start.yaml");

    shell.run("inspect", shop, "--out", yaml);

    Experiment experiment = ExperimentReader.read(yaml, List.of());
    assertThat(experiment.name()).isEqualTo("my_shop");
    assertThat(experiment.data().raw()).contains(List.of(shop));
    assertThat(experiment.schema().orElseThrow().missing()).containsExactly("NA");
    assertThat(experiment.retrain().batchSize()).isEqualTo(16);
    try (Stream<String> lines = Files.lines(yaml)) {
      assertThat(lines)
          .contains("    city: default                  # 4 values, 0.0 % missing")
          .anyMatch(line -> line.startsWith("  batchSize: 16                    # rows per step"));
    }
  }

  @Test
  void manyRowsAreReadOncePerNetworkAndByFewerNetworks() throws Exception {
    StringBuilder text = new StringBuilder("click,city\n");
    for (int i = 0; i < 700_000; i++) {
      text.append(i % 3 == 0 ? 1 : 0).append(",c").append(i % 7).append('\n');
    }
    Path rows = Files.writeString(directory.resolve("rows.csv"), text);
    Path yaml = directory.resolve("rows.yaml");

    assertThat(shell.run("inspect", rows, "--out", yaml)).as(shell.err()).isZero();

    Experiment experiment = ExperimentReader.read(yaml, List.of());
    assertThat(experiment.retrain().epochs()).isEqualTo(1);
    assertThat(experiment.search().topK()).isEqualTo(16);
    assertThat(experiment.search().crafted()).isEqualTo(14);
  }

  @Test
  void aMissingRawFileIsNamedWithItsKeyAndWhereItWasLookedFor() throws Exception {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 500);
    Path yaml = directory.resolve("shop.yaml");
    shell.run("inspect", shop, "--out", yaml);
    String text = Files.readString(yaml);
    int line = text.substring(0, text.indexOf("\n  raw: ") + 1).split("\n", -1).length;
    Path gone = Files.move(shop, directory.resolve("gone.csv"));

    for (List<Object> command :
        List.<List<Object>>of(
            List.of("search", yaml),
            List.of("prepare", yaml),
            List.of("train", yaml, "--baseline", "fm"),
            List.of("compare", yaml, "--networks", "fm"))) {
      assertThat(shell.run(command.toArray())).as("%s", command).isEqualTo(2);
      assertThat(shell.err().strip())
          .isEqualTo("%s:%s: data.raw: %s does not exist".formatted(yaml, line, shop));
    }
    Files.writeString(yaml, text.replaceFirst("  raw: .*", "  raw: gone.csv"));
    assertThat(shell.run("search", yaml)).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(
            "%s:%s: data.raw: gone.csv does not exist; paths are relative to the current directory,"
                    .formatted(yaml, line)
                + " so it was looked for at %s; did you mean %s?"
                    .formatted(Path.of("gone.csv").toAbsolutePath(), gone));
  }

  @Test
  void marksOfMissingValuesAreWrittenAndReadBack() throws Exception {
    StringBuilder rows = new StringBuilder("click,city,price\n");
    for (int i = 0; i < 200; i++) {
      rows.append("%s,c%s,%s\n".formatted(i % 3 % 2, i % 7, i % 20 == 5 ? "-" : i / 8.0));
    }
    Path shop = Files.writeString(directory.resolve("shop.csv"), rows);
    Path yaml = directory.resolve("shop.yaml");
    shell.run("inspect", shop, "--out", yaml);

    assertThat(Files.readString(yaml))
        .contains("schema.missing takes '-' (10 rows) for missing, in all columns");
    assertThat(ExperimentReader.read(yaml, List.of()).schema().orElseThrow().missing())
        .containsExactly("-");
    assertThat(shell.run("prepare", yaml, "--out", directory.resolve("data")))
        .as(shell.err())
        .isZero();
  }

  @Test
  void aLineEndInAColumnsNameEndsNoComment() throws Exception {
    Path rows =
        Files.writeString(
            directory.resolve("rows.csv"),
            "click,city,\"free\ntext\"\n1,oslo,\n0,rome,\n1,rome,\n0,oslo,\n");
    Path yaml = directory.resolve("rows.yaml");

    assertThat(shell.run("inspect", rows, "--out", yaml)).as(shell.err()).isZero();

    assertThat(ExperimentReader.read(yaml, List.of()).schema().orElseThrow().ignored())
        .containsExactly("free\ntext");
  }

  @Test
  void aFileThatIsThereIsNotReplaced() throws Exception {
    Path shop = ShopRows.write(directory.resolve("shop.csv"), 50);
    Path yaml = Files.writeString(directory.resolve("shop.yaml"), "mine");

    assertThat(shell.run("inspect", shop, "--out", yaml)).isEqualTo(2);
    assertThat(shell.err().strip())
        .isEqualTo(yaml + " already exists; name another file with --out");
    assertThat(yaml).hasContent("mine");
  }

  @Test
  void mistakesAreTheUsers() throws Exception {
    Path absent = directory.resolve("absent.csv");
    Path out = directory.resolve("out.yaml");
    assertThat(shell.run("inspect", absent, "--out", out)).isEqualTo(2);
    assertThat(shell.err().strip()).isEqualTo(absent + " does not exist");

    Path shop = ShopRows.write(directory.resolve("shop.csv"), 50);
    assertThat(shell.run("inspect", shop, "--out", out, "--label", "city")).isEqualTo(2);
    assertThat(shell.err()).startsWith(shop + ", column city: expected a column with 0 or 1");
    assertThat(out).doesNotExist();
  }
}
