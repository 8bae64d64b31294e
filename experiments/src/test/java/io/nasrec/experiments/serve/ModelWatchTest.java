package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWatchTest {
  @TempDir private Path directory;
  private final List<String> loaded = new ArrayList<>();
  private int attempts;
  private ModelWatch watch;

  @BeforeEach
  void watch() throws IOException {
    Files.writeString(directory.resolve("model.json"), "first");
    byte[] description = ModelWatch.description(directory);
    watch = new ModelWatch("shop", directory, description, this::load);
  }

  private void load() throws IOException {
    attempts++;
    loaded.add(
        Files.readString(directory.resolve("model.json"))
            + Files.readString(directory.resolve("weights.safetensors")));
  }

  @Test
  void aModelThatIsCopiedDescriptionFirstIsUsedOnceItIsComplete() throws IOException {
    watch.look();
    assertThat(attempts).isZero();

    Files.writeString(directory.resolve("model.json"), "second");
    watch.look();
    watch.look();
    assertThat(attempts).as("what has not changed is not opened again").isOne();
    assertThat(loaded).isEmpty();

    Files.writeString(directory.resolve("weights.safetensors"), "+weights");
    watch.look();
    watch.look();
    assertThat(loaded).containsExactly("second+weights");
    assertThat(attempts).isEqualTo(2);
  }
}
