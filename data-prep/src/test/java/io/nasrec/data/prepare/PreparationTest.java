package io.nasrec.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Progress;
import io.nasrec.data.Batch;
import io.nasrec.data.CriteoLines;
import io.nasrec.data.Dataset;
import io.nasrec.data.DenseTransform;
import io.nasrec.data.Manifest;
import io.nasrec.data.RawFormat;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.SplitName;
import io.nasrec.data.SplitScheme;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.RawChunks;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.Synthetic;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparationTest {
  private static final List<String> FILES =
      List.of("manifest.json", "test.arrow", "train.arrow", "validation.arrow", "vocabulary.arrow");

  @TempDir Path directory;
  private Path raw;
  private Path target;

  @BeforeEach
  void writeRows() throws IOException {
    raw = CriteoLines.write(directory.resolve("raw.tsv"), CriteoLines.random(2_000, 3));
    target = directory.resolve("out").resolve("set");
  }

  private static PrepareOptions options(RawSource source) {
    return new PrepareOptions(source, SplitScheme.NASREC, 2, 5, DenseTransform.LOG1P);
  }

  private PrepareOptions criteo() {
    return options(new CriteoText(raw, 0));
  }

  private Prepared prepare(PrepareOptions options) {
    return Preparation.run(options, target, Progress.NONE);
  }

  private List<String> names(Path parent) throws IOException {
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void equalRowsAndOptionsGiveEqualBytes() throws IOException {
    prepare(criteo());
    Path again = directory.resolve("again");
    Preparation.run(criteo(), again, Progress.NONE);

    assertThat(names(target)).isEqualTo(FILES);
    for (String file : FILES) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(target.resolve(file));
    }
  }

  @Test
  void aFinishedDataSetIsReused() throws IOException {
    Prepared first = prepare(criteo());
    Object time = Files.getLastModifiedTime(target.resolve("train.arrow"));
    List<String> stages = new ArrayList<>();
    Prepared second =
        Preparation.run(criteo(), target, (stage, done, total, unit) -> stages.add(stage));

    assertThat(first.reused()).isFalse();
    assertThat(second.reused()).isTrue();
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(stages).containsOnly("digest");
    assertThat(Files.getLastModifiedTime(target.resolve("train.arrow"))).isEqualTo(time);
  }

  @Test
  void aDataSetOfAnotherKeyIsLeftAlone() throws IOException {
    prepare(criteo());
    byte[] before = Files.readAllBytes(target.resolve("train.arrow"));
    PrepareOptions other =
        new PrepareOptions(new CriteoText(raw, 0), SplitScheme.NASREC, 3, 5, DenseTransform.LOG1P);

    assertThatThrownBy(() -> prepare(other))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            target
                + " holds another data set (its seed is 2, not 3); remove it or name another"
                + " directory");
    assertThat(target.resolve("train.arrow")).hasBinaryContent(before);

    Files.writeString(raw, CriteoLines.empty(1) + "\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> prepare(criteo())).isInstanceOf(BadDataException.class);
  }

  @Test
  void aDirectoryOfOtherThingsIsLeftAloneAndAnEmptyOneIsTaken() throws IOException {
    Files.createDirectories(target);
    Path note = Files.writeString(target.resolve("note.txt"), "mine");
    assertThatThrownBy(() -> prepare(criteo()))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            target + " holds something other than a prepared data set; name another directory");
    assertThat(note).hasContent("mine");

    Files.delete(note);
    assertThat(prepare(criteo()).reused()).isFalse();
    assertThat(names(target)).isEqualTo(FILES);
  }

  @Test
  void anInterruptedRunLeavesNothingBehind() throws IOException {
    Progress interrupt =
        (stage, done, total, unit) -> {
          if (stage.equals(Conversion.ENCODE)) {
            throw new CancellationException("stop");
          }
        };
    assertThatThrownBy(() -> Preparation.run(criteo(), target, interrupt))
        .isInstanceOf(CancellationException.class);
    assertThat(names(target.getParent())).isEmpty();
    assertThat(prepare(criteo()).reused()).isFalse();
  }

  @Test
  void aHalfWrittenDirectoryIsNotTakenForADataSet() throws IOException {
    prepare(criteo());
    Files.delete(target.resolve("manifest.json"));
    assertThatThrownBy(() -> Dataset.open(target)).isInstanceOf(BadDataException.class);
    assertThatThrownBy(() -> prepare(criteo())).isInstanceOf(BadDataException.class);
  }

  @Test
  void skippedRowsAreInTheManifestAndAStricterRunDoesNotReuseThem() throws IOException {
    List<String> lines = new ArrayList<>(CriteoLines.random(500, 1));
    lines.add(100, "bad");
    CriteoLines.write(raw, lines);
    Prepared prepared = prepare(options(new CriteoText(raw, 5)));

    assertThat(prepared.manifest().badRowsSkipped()).isEqualTo(1);
    assertThat(prepare(options(new CriteoText(raw, 1))).reused()).isTrue();
    assertThatThrownBy(() -> prepare(criteo()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("1 bad rows skipped, but maxBadRows is now 0");
  }

  @Test
  void bothLabelsAreNeeded() throws IOException {
    CriteoLines.write(raw, Collections.nCopies(30, CriteoLines.empty(0)));
    assertThatThrownBy(() -> prepare(criteo()))
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "raw.tsv: expected rows with label 0 and rows with label 1, but found 30 and 0");

    List<String> lines = new ArrayList<>(Collections.nCopies(30, CriteoLines.empty(0)));
    lines.add(CriteoLines.empty(1));
    CriteoLines.write(raw, lines);
    assertThatThrownBy(() -> prepare(criteo()))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("raw.tsv: too few rows: the ")
        .hasMessageEndingWith("(of 30 and 1 in all)");
    assertThat(target).doesNotExist();
  }

  @Test
  void dataWithoutNumbersGetsOneConstantInput() {
    prepare(options(new Numberless(new Synthetic(500, 1))));
    try (Dataset dataset = Dataset.open(target)) {
      assertThat(dataset.manifest().denseNames()).containsExactly("constant");
      Batch batch = dataset.train().read(0, 50);
      assertThat(batch.dense()).isEqualTo(FloatBuffer.wrap(ones(50)));
      assertThat(batch.sparse()).hasSize(50 * 26);
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void aChronologicalSplitKeepsTheOrderOfTheRows() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add(CriteoLines.with(CriteoLines.empty(i % 2), 1, String.valueOf(i)));
    }
    CriteoLines.write(raw, lines);
    prepare(
        new PrepareOptions(
            new CriteoText(raw, 0), SplitScheme.CHRONOLOGICAL, 1, 1, DenseTransform.LOG1P));
    try (Dataset dataset = Dataset.open(target)) {
      assertThat(dataset.train().rows()).isEqualTo(80);
      assertThat(dataset.validation().rows()).isEqualTo(10);
      assertThat(dataset.test().rows()).isEqualTo(10);
      FloatBuffer dense = dataset.validation().read(0, 10).dense();
      for (int i = 0; i < 10; i++) {
        assertThat(dense.get(i * 13)).isEqualTo((float) Math.log1p(80 + i));
      }
    }
  }

  @Test
  void syntheticDataTellsItsBestLogLossPerSplitAndRealDataDoesNot() {
    assertThat(prepare(criteo()).manifest().train().bestPossibleLogLoss()).isNull();
    target = directory.resolve("synthetic");
    Synthetic source = new Synthetic(20_000, 4);
    Manifest manifest = prepare(options(source)).manifest();
    Splitter splitter = Splitter.of(SplitScheme.NASREC, 2, 0);
    Map<SplitName, List<Double>> entropies = new EnumMap<>(SplitName.class);
    source.read(
        2,
        "test",
        Progress.NONE,
        rows -> rows,
        rows -> {
          for (int row = 0; row < rows.size(); row++) {
            double p = rows.clickProbability(row);
            entropies
                .computeIfAbsent(splitter.next(rows.label(row), null), split -> new ArrayList<>())
                .add(-p * Math.log(p) - (1 - p) * Math.log(1 - p));
          }
        });
    for (SplitName split : SplitName.values()) {
      double mean =
          entropies.get(split).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      assertThat(manifest.part(split).bestPossibleLogLoss()).isCloseTo(mean, within(1e-9));
      assertThat(manifest.part(split).baseRateLogLoss() - mean).isGreaterThan(0.12);
    }
  }

  /** The same rows without their integers. */
  private record Numberless(RawSource source) implements RawSource {
    @Override
    public RawFormat format() {
      return RawFormat.named("numberless");
    }

    @Override
    public RawSchema schema() {
      return new RawSchema(List.of(), source.schema().categorical());
    }

    @Override
    public long maxBadRows() {
      return 0;
    }

    @Override
    public List<RawFile> inputs() {
      return source.inputs();
    }

    @Override
    public RawIdentity identify(Progress progress) {
      return source.identify(progress);
    }

    @Override
    public RawChunks open() throws IOException {
      return source.open();
    }
  }
}
