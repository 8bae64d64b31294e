package io.nasrec.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterchangeFileTest {
  private static final String DOCUMENT =
      """
      {"micro":[
        {"active_nodes":[0,2],"dense_in_dims":256,"sparse_in_dims":48,"dense_sparse_interact":1,"deep_fm":0},
        {"active_nodes":[1,2],"dense_in_dims":16,"sparse_in_dims":16,"dense_sparse_interact":0,"deep_fm":1}],
       "macro":[
        {"dense_idx":[0],"sparse_idx":[0],"dense_left_idx":[0],"dense_right_idx":[0]},
        {"dense_idx":[1,0],"sparse_idx":[1],"dense_left_idx":[1],"dense_right_idx":[0]}],
       "num_blocks":2,"use_layernorm":1,"config":"autoctr","test_loss":0.4474305510520935,
       "note":{"kept":[1,2]}}
      """;

  @Test
  void readsTheGenes() {
    InterchangeFile file = InterchangeFile.parse(DOCUMENT);
    Block second = file.architecture().block(2);
    assertThat(file.layerNorm()).isTrue();
    assertThat(file.architecture().space()).isEqualTo(SearchSpace.small(2));
    assertThat(second.denseOperator()).isEqualTo(DenseOperator.DOT_PRODUCT);
    assertThat(second.denseWidth()).isEqualTo(16);
    assertThat(second.denseSources()).containsExactly(1, 0);
    assertThat(second.left()).isEqualTo(1);
    assertThat(second.fm()).isTrue();
    assertThat(second.merger()).isFalse();
  }

  @Test
  void writesBackWhatItRead() {
    String written = InterchangeFile.parse(DOCUMENT).text();
    assertThat(written.replaceAll("\\s", "")).isEqualTo(DOCUMENT.replaceAll("\\s", ""));
  }

  @Test
  void aSampledArchitectureSurvivesTheRoundTrip() {
    SearchSpace space = SearchSpace.small(7);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      Architecture architecture = sampler.sample(random);
      InterchangeFile read = InterchangeFile.parse(InterchangeFile.of(architecture, false).text());
      assertThat(read.architecture().blocks()).isEqualTo(architecture.blocks());
      assertThat(read.layerNorm()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"num_blocks\":2 | \"num_blocks\":3 | micro must be a list of num_blocks = 3 objects",
        "\"autoctr\" | \"other\" | config must be \"autoctr\" or \"xlarge\" or \"nasrec-plus\", but was \"other\"",
        "\"dense_in_dims\":16 | \"dense_in_dims\":17 | block 2: the dense width must be one of",
        "\"deep_fm\":1 | \"deep_fm\":2 | micro[1].deep_fm must be a whole number of at least 0 and at"
            + " most 1, but was 2",
        "\"sparse_idx\":[1] | \"sparse_idx\":[2] | block 2: the sparse sources must be 1 to 4",
        "\"dense_left_idx\":[1] | \"dense_left_idx\":[] | macro[1].dense_left_idx must hold exactly",
        "\"active_nodes\":[1,2] | \"active_nodes\":[1,0] | micro[1].active_nodes must hold one dense",
        "\"use_layernorm\":1, | '' | the key use_layernorm is missing",
        "\"num_blocks\" | \"use_layernorm\" | not JSON: line 7: Duplicate field 'use_layernorm'",
      })
  void namesWhatIsWrong(String good, String bad, String message) {
    assertThat(DOCUMENT).contains(good);
    assertThatThrownBy(() -> InterchangeFile.parse(DOCUMENT.replace(good, bad)))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining(message);
  }

  @Test
  void textThatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> InterchangeFile.parse("{"))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageStartingWith("not JSON: line 1: ");
    assertThatThrownBy(() -> InterchangeFile.parse("[1]")).hasMessage("expected a JSON object");
  }
}
