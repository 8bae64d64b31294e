package io.nasrec.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.PapersQuickstart;
import io.nasrec.experiments.config.schema.ConfigurationException;
import io.nasrec.experiments.workflow.NamedNetwork;
import io.nasrec.space.published.PublishedNetworks;
import io.nasrec.supernet.baseline.Baseline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkArgumentsTest {
  private static final String PUBLISHED = "nasrec:criteo-small";
  private static final Experiment QUICKSTART = PapersQuickstart.read(List.of());

  @TempDir private Path directory;

  @Test
  void baselinesPublishedNetworksFilesAndRuns() throws Exception {
    String text = PublishedNetworks.named(PUBLISHED).orElseThrow().file().text();
    Path file = Files.writeString(directory.resolve("my net.json"), text);
    Path run = Files.createDirectories(directory.resolve("run"));
    Files.writeString(run.resolve("best-architecture.json"), text);

    List<NamedNetwork> found =
        NetworkArguments.all(
            List.of("dlrm", PUBLISHED, file.toString(), run.toString()), QUICKSTART);

    assertThat(found)
        .extracting(NamedNetwork::name)
        .containsExactly("dlrm", PUBLISHED, "my net", "run");
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
    List<String> given =
        List.of("deepfn", "nasrec:criteo", broken.toString(), directory.toString(), "", "fm", "fm");
    assertThatThrownBy(() -> NetworkArguments.all(given, QUICKSTART))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p)
                                .startsWith("deepfn: no such file; expected a published network")
                                .contains("; did you mean deepfm?; known baselines: logistic"),
                        p -> assertThat(p).startsWith("nasrec:criteo: unknown published network;"),
                        p -> assertThat(p).startsWith(broken + ": the key num_blocks is missing"),
                        p ->
                            assertThat(p)
                                .startsWith(
                                    directory
                                        + ": no search has finished there (no"
                                        + " best-architecture.json)"),
                        p -> assertThat(p).startsWith("'': a network name must not be empty"),
                        p -> assertThat(p).isEqualTo("fm: another network is already called fm")));
  }

  /** Depth and widths are the baselines': two hidden layers of 64, and maps of 16. */
  @Test
  void handCraftedNetworksAreEncodedAsTheExperimentSays() throws Exception {
    Experiment plus = PapersQuickstart.read(List.of("space.name=nasrec-plus", "space.blocks=5"));

    List<NamedNetwork> found =
        NetworkArguments.all(List.of("crafted:dcn-v2", "crafted:xdeepfm", "dcn-v2"), plus);

    assertThat(found)
        .extracting(NamedNetwork::name)
        .containsExactly("crafted:dcn-v2", "crafted:xdeepfm", "dcn-v2");
    assertThat(canonicalForm(found.get(0)))
        .isEqualTo(
            """
            1: cross [0];
            2: flat-fc 64 [0]·[0];
            3: fc 64 [2]; embedded-fc 16 [0] merger
            5: cross [1]; embedded-fc 16 [3]
            """);
    assertThat(canonicalForm(found.get(1)))
        .isEqualTo(
            """
            1: flat-fc 64 [0]·[0]; cin 16 [0]
            5: flat-fc 64 [1]·[0, 1]; cin 16 [0, 1]
            """);
  }

  private static String canonicalForm(NamedNetwork network) {
    return ((NamedNetwork.Found) network.source()).architecture().canonicalForm();
  }

  @Test
  void handCraftedNetworksThatCannotBe() {
    assertThatThrownBy(() -> NetworkArguments.all(List.of("crafted:dcn-v2"), QUICKSTART))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "crafted:dcn-v2: only nasrec-plus encodes hand-crafted networks, but space.name is"
                + " nasrec-small; add --set space.name=nasrec-plus");
    Experiment narrow = PapersQuickstart.read(List.of("space.name=nasrec-plus", "space.blocks=1"));
    assertThatThrownBy(() -> NetworkArguments.all(List.of("crafted:dcn-v2", "crafted:dcn"), narrow))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p)
                                .startsWith(
                                    "crafted:dcn-v2: needs at least 2 blocks, but the space has 1"),
                        p ->
                            assertThat(p)
                                .startsWith(
                                    "crafted:dcn: unknown hand-crafted network; known ones:"
                                        + " crafted:mlp, crafted:dcn-v2,")
                                .contains("did you mean crafted:")));
  }

  @Test
  void baselinesByNameOnly() {
    assertThatThrownBy(() -> NetworkArguments.baseline("dcn_v2"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "--baseline dcn_v2: unknown baseline; did you mean dcn-v2?; known baselines:"
                + " logistic-regression, fm, deepfm, dlrm, xdeepfm, autoint, dcn-v2");
  }
}
