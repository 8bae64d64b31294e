package io.nasrec.space.published;

import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import java.math.BigDecimal;

/**
 * A network that NASRec's authors published ([N], with its code).
 *
 * @param name unique, such as {@code nasrec:criteo-small}
 * @param dataset the data set that it was searched on: {@code criteo}, {@code avazu} or {@code
 *     kdd12}
 * @param architecture its genes, inert ones included
 * @param layerNorm whether it was searched with layer normalisation
 * @param testLoss {@code test_loss} of the published document, a log loss
 */
public record PublishedNetwork(
    String name,
    String dataset,
    Architecture architecture,
    boolean layerNorm,
    BigDecimal testLoss) {

  /** The published document. */
  public InterchangeFile file() {
    InterchangeFile file = InterchangeFile.of(architecture, layerNorm);
    file.document().put("test_loss", testLoss);
    return file;
  }
}
