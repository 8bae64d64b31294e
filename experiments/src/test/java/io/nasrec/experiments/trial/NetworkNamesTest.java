package io.nasrec.experiments.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.experiments.config.ConfigurationException;
import io.nasrec.space.published.PublishedNetworks;
import io.nasrec.supernet.baseline.Baseline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkNamesTest {
  private static final String PUBLISHED = "nasrec:criteo-small";

  @TempDir private Path directory;

  @Test
  void baselinesPublishedNetworksFilesAndRuns() throws Exception {
    String text = PublishedNetworks.named(PUBLISHED).orElseThrow().file().text();
    Path file = Files.writeString(directory.resolve("my net.json"), text);
    Path run = Files.createDirectories(directory.resolve("run"));
    Files.writeString(run.resolve("best-architecture.json"), text);

    List<NamedNetwork> found =
        NetworkNames.find(List.of("dlrm", PUBLISHED, file.toString(), run.toString()));

    assertThat(found)
        .extracting(NamedNetwork::name)
        .containsExactly("dlrm", PUBLISHED, "my-net", "run");
    assertThat(found.get(0).source()).isEqualTo(new NamedNetwork.HandCrafted(Baseline.DLRM));
    assertThat(found.subList(1, 4))
        .extracting(NamedNetwork::source)
        .containsOnly(
            new NamedNetwork.Found(
                PublishedNetworks.named(PUBLISHED).orElseThrow().architecture()));
  }

  @Test
  void allMistakesAtOnce() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.json"), "{}");
    assertThatThrownBy(
            () ->
                NetworkNames.find(
                    List.of(
                        "deepfn", "x.json", broken.toString(), directory.toString(), "fm", "fm")))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(5)
                    .satisfiesExactly(
                        p ->
                            assertThat(p)
                                .isEqualTo(
                                    "deepfn: neither a network nor a file; did you mean deepfm?"),
                        p ->
                            assertThat(p)
                                .startsWith(
                                    "x.json: neither a file, nor the directory of a run, nor one of logistic-regression, fm,"),
                        p -> assertThat(p).startsWith(broken + ": the key num_blocks is missing"),
                        p ->
                            assertThat(p)
                                .isEqualTo(
                                    directory
                                        + ": no winner of a search is there (no best-architecture.json)"),
                        p -> assertThat(p).isEqualTo("fm: another network is called fm already")));
  }

  @Test
  void eachOptionTakesItsOwnKind() {
    assertThatThrownBy(() -> NetworkNames.baseline("dcn"))
        .hasMessageStartingWith("--baseline dcn: neither");
    assertThatThrownBy(() -> NetworkNames.architecture("fm"))
        .hasMessage("--architecture fm: is a baseline; say --baseline fm");
  }
}
