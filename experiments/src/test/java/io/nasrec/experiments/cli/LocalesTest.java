package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine's language changes nothing: its digits, its decimal point and its letter case. */
class LocalesTest {
  private final Locale before = Locale.getDefault();
  private final Shell shell = new Shell();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "hi-IN-u-nu-deva", "tr-TR", "de-DE"})
  void everyCommandWritesTheSameInEveryLanguage(String language, @TempDir Path parent)
      throws Exception {
    Path root = parent.resolve("root");
    Path other = parent.resolve("other");
    Locale.setDefault(Locale.ROOT);
    String plain = session(root);
    Locale.setDefault(Locale.forLanguageTag(language));

    assertThat(session(other).replace(other.toString(), root.toString())).isEqualTo(plain);

    // What one language made is accepted, bit by bit, in another.
    assertThat(other.resolve("rows/manifest.json"))
        .hasSameBinaryContentAs(root.resolve("rows/manifest.json"));
    assertThat(shell.run("prepare", "--set", "data.format.rows=2000", "--out", root + "/rows"))
        .isZero();
    assertThat(shell.out()).startsWith("data set found");
  }

  /** What some commands say, one after the other, mistakes included. */
  private String session(Path directory) throws IOException {
    Path shop = ShopRows.write(Files.createDirectories(directory).resolve("shop.csv"), 400);
    Path short39 = Files.writeString(directory.resolve("short.tsv"), "1\t2\t3\n");
    return said("prepare", "--set", "data.format.rows=2000", "--out", directory + "/rows")
        + said("inspect", shop, "--out", directory.resolve("shop.yaml"))
        + Files.readString(directory.resolve("shop.yaml"))
        + said("describe", "nasrec:criteo-small")
        + said("prepare", "configs/criteo-sample.yaml", "--set", "data.raw=" + short39)
        + said("search", "--set", "search.population=0", "--set", "retrain.batchSize=1.5");
  }

  private String said(Object... arguments) {
    int code = shell.run(arguments);
    return code + "\n" + shell.out() + shell.err();
  }
}
