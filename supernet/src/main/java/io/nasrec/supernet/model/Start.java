package io.nasrec.supernet.model;

import java.util.List;

/**
 * What a training started from, instead of initial values.
 *
 * @param sha256 digest of the model's {@code weights.safetensors}, which names its training
 * @param network the model's network, {@link NetworkDefinition#label()}
 * @param dataDigest the data set that the model was trained on
 * @param raw that data set's raw data
 * @param fields what became of each field's embedding rows
 */
public record Start(
    String sha256, String network, String dataDigest, String raw, List<Field> fields) {
  public Start {
    fields = List.copyOf(fields);
  }

  /**
   * A field's values, or buckets where it is hashed, all of which are known.
   *
   * @param name the field
   * @param known values of the new data set that start with the model's row
   * @param fresh values of the new data set that the model does not have; they start with initial
   *     values
   * @param dropped values of the model that the new data set does not have
   * @param shared those of the new data set's values that have no row of their own, here or in the
   *     model, because a table's rows are limited: they share that of rare values
   */
  public record Field(String name, int known, int fresh, int dropped, int shared) {}
}
