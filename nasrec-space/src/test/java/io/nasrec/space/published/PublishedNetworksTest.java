package io.nasrec.space.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.space.Architecture;
import io.nasrec.space.GoldenArchitectures;
import io.nasrec.space.InterchangeFile;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedNetworksTest {

  @Test
  void theSixHaveNames() {
    assertThat(PublishedNetworks.names())
        .containsExactly(
            "nasrec:criteo-small",
            "nasrec:criteo-full",
            "nasrec:avazu-small",
            "nasrec:avazu-full",
            "nasrec:kdd12-small",
            "nasrec:kdd12-full");
    assertThat(PublishedNetworks.named("nasrec:criteo-medium")).isEmpty();
  }

  /**
   * Gene by gene, in the published order of keys and sources, inert genes and test loss included.
   */
  @ParameterizedTest
  @CsvSource({
    "nasrec:criteo-small, criteo, ea_criteo_kaggle_autoctr_best_1shot",
    "nasrec:criteo-full, criteo, ea_criteo_kaggle_xlarge_best_1shot",
    "nasrec:avazu-small, avazu, ea_avazu_kaggle_autoctr_best_1shot",
    "nasrec:avazu-full, avazu, ea_avazu_kaggle_xlarge_best_1shot",
    "nasrec:kdd12-small, kdd12, ea_kdd_kaggle_autoctr_best_1shot",
    "nasrec:kdd12-full, kdd12, ea_kdd_kaggle_xlarge_best_1shot"
  })
  void eachIsThePublishedDocument(String name, String dataset, String published)
      throws IOException {
    JsonNode document = GoldenArchitectures.read().path("fixed").path(published).path("choice");
    PublishedNetwork network = PublishedNetworks.named(name).orElseThrow();

    assertThat(network.dataset()).isEqualTo(dataset);
    assertThat(network.file().document()).hasToString(document.toString());
    InterchangeFile read = InterchangeFile.parse(document.toString());
    assertThat(read.architecture().blocks()).isEqualTo(network.architecture().blocks());
    assertThat(read.layerNorm()).isEqualTo(network.layerNorm());
    assertThat(InterchangeFile.parse(read.text()).document()).hasToString(document.toString());
  }

  /** Needs no reference file. */
  @ParameterizedTest
  @CsvSource({
    "nasrec:criteo-small, 0.4474305510520935",
    "nasrec:criteo-full, 0.4511473774909973",
    "nasrec:kdd12-full, 0.15702040493488312"
  })
  void theWrittenFileReadsBack(String name, String testLoss) {
    PublishedNetwork network = PublishedNetworks.named(name).orElseThrow();
    InterchangeFile read = InterchangeFile.parse(network.file().text());
    Architecture architecture = read.architecture();
    assertThat(architecture).isEqualTo(network.architecture());
    assertThat(architecture.blocks()).hasSize(7).isEqualTo(network.architecture().blocks());
    assertThat(read.document().path("test_loss").asText()).isEqualTo(testLoss);
  }
}
