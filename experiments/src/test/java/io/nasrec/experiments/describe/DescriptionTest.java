package io.nasrec.experiments.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.commons.RandomStreams;
import io.nasrec.experiments.render.text.DescriptionText;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.Block;
import io.nasrec.space.DenseOperator;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.SparseOperator;
import io.nasrec.space.network.Costs;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.published.PublishedNetwork;
import io.nasrec.space.published.PublishedNetworks;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {
  private static final InputShape CRITEO = new InputShape(13, 26, 16);

  @Test
  void aTableThatCanBeCountedByHand() {
    SearchSpace space = SearchSpace.small(2);
    Description description =
        Description.of(
            new Architecture(
                space,
                List.of(
                    block(DenseOperator.DOT_PRODUCT, 32, 16, true, false, List.of(0), List.of(0)),
                    block(DenseOperator.FC, 16, 32, false, true, List.of(0), List.of(1)))),
            new NetworkBuilder(space, CRITEO, true));

    // Block 1: q = 8; 13·16 + 32, 26·8 + 16, 36·32 + 64 = 240 + 224 + 1216; 208 + 16·208 + 81·16 +
    // 1152 multiply-accumulates. Block 2 reads its 16 rows and 8 of the merger: (24 + 2)·32.
    assertThat(new DescriptionText(description).toString())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                """
                nasrec-small, 2 blocks, network %s
                input: 13 dense features, 26 fields, embedding rows of 16; layer normalisation on

                block  part         sources  shape                 parameters    MACs
                1      dot-product  0 | 0    13 , 26×16 → 32            1,680   5,984
                1      embedded-fc  0        26×16 → 16×16                448   6,656
                1      merger                32 → 8×16                  4,352   4,096
                2      fc           0        13 → 16                      240     208
                2      embedded-fc  1        24×16 → 32×16                832  12,288
                2      fm                    32×16 → 16                     0       0
                       head         2 | 2    16 , 32×16 → 1               529     528
                       unused norm           counted as published          32       0  dead
                       total                 as encoded                 8,113  29,760
                       total                 live                       8,081  29,760

                MACs: multiply-accumulates per example. Dead parts cannot reach the head and are not built.
                Embedding tables are not counted.
                """,
                description.fingerprint()));
  }

  @Test
  void deadPartsAreMarked() {
    SearchSpace space = SearchSpace.small(2);
    Description description =
        Description.of(
            new Architecture(
                space,
                List.of(
                    block(DenseOperator.FC, 32, 16, true, true, List.of(0), List.of(0)),
                    block(DenseOperator.FC, 64, 16, false, false, List.of(1), List.of(0)))),
            new NetworkBuilder(space, CRITEO, false));

    // Nobody reads block 1's rows but its FM, so that its merger alone is dead.
    assertThat(description.parts().stream().filter(part -> !part.live()).map(Part::name))
        .containsExactly("merger");
    assertThat(new DescriptionText(description).toString())
        .contains("layer normalisation off")
        .containsPattern("1 +merger +32 → 8×16 +4,224 +4,096 +dead\\R")
        .doesNotContain("unused norm");
  }

  @Test
  void theOperandsOfAGateAreToldApart() {
    PublishedNetwork network = PublishedNetworks.named("nasrec:criteo-full").orElseThrow();
    NetworkBuilder networks =
        new NetworkBuilder(network.architecture().space(), CRITEO, network.layerNorm());
    Description description = Description.of(network.architecture(), networks);

    assertThat(new DescriptionText(description).toString())
        .containsPattern("4 +sigmoid-gating +left 2, right 0 +32 , 13 → 768 ");
    assertThat(
            new DescriptionText(
                    Description.of(
                        PublishedNetworks.named("nasrec:avazu-full").orElseThrow().architecture(),
                        networks))
                .toString())
        .containsPattern("4 +sum +1 \\+ 0 +32 , 13 → 768 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nasrec-small", "nasrec-full", "nasrec-plus"})
  void partsAddUpToTheTotals(String name) {
    SearchSpace space =
        SearchSpace.all(7).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    int dead = 0;
    for (int i = 0; i < 200; i++) {
      Architecture architecture = sampler.sample(RandomStreams.stream(1, "describe", i));
      NetworkBuilder networks = new NetworkBuilder(space, CRITEO, i % 2 == 0);
      Description d = Description.of(architecture, networks);

      Costs costs = Costs.of(architecture, networks);
      assertThat(sum(d.parts(), Part::macs)).isEqualTo(costs.macs());
      assertThat(sum(d.parts(), Part::parameters) + d.unusedNormalisations())
          .isEqualTo(costs.parameters());
      List<Part> live = d.parts().stream().filter(Part::live).toList();
      assertThat(sum(live, Part::macs)).isEqualTo(costs.liveMacs());
      assertThat(sum(live, Part::parameters)).isEqualTo(costs.liveParameters());
      assertThat(d.unusedNormalisations()).isBetween(0L, i % 2 == 0 ? 7 * 32L : 0L);
      dead += d.parts().size() - live.size();
    }
    assertThat(dead).as("dead parts among the samples").isPositive();
  }

  @Test
  void jsonHasTheTotalsAndTheParts() throws Exception {
    SearchSpace space = SearchSpace.small(1);
    Description description =
        Description.of(
            new Architecture(
                space,
                List.of(block(DenseOperator.FC, 16, 16, false, false, List.of(0), List.of(0)))),
            new NetworkBuilder(space, new InputShape(1, 23, 16), true));

    JsonNode json = new ObjectMapper().readTree(description.json());

    // fc 1·16 + 32, embedded-fc 23·16 + 32, head 16 + 256 + 1.
    assertThat(json.get("fingerprint").asText()).isEqualTo(description.fingerprint());
    assertThat(json.get("parameters").asLong()).isEqualTo(48 + 400 + 273);
    assertThat(json.get("liveParameters").asLong()).isEqualTo(721);
    assertThat(json.get("macs").asLong()).isEqualTo(16 + 16 * 23 * 16 + 272);
    assertThat(json.get("liveMacs").asLong()).isEqualTo(6176);
    assertThat(json.at("/input/sparseFields").asInt()).isEqualTo(23);
    assertThat(json.at("/parts/0/name").asText()).isEqualTo("fc");
    assertThat(json.at("/parts/2/in").toString()).isEqualTo("[\"16\",\"16×16\"]");
  }

  private static long sum(List<Part> parts, ToLongFunction<Part> figure) {
    return parts.stream().mapToLong(figure).sum();
  }

  private static Block block(
      DenseOperator dense,
      int w,
      int v,
      boolean merger,
      boolean fm,
      List<Integer> denseSources,
      List<Integer> sparseSources) {
    return new Block(
        dense, SparseOperator.EMBEDDED_FC, w, v, merger, fm, denseSources, sparseSources, 0, 0);
  }
}
