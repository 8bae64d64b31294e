package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A share or, unless only shares make sense, an absolute number. */
record AmountType(String unit, boolean onlyShares) implements ValueType {

  @Override
  public String expected() {
    return "a share 0%..100%" + (onlyShares ? " of the " : " or a number of ") + unit;
  }

  @Override
  public Optional<Object> parse(String text) {
    return Amount.parse(text)
        .filter(amount -> amount instanceof Amount.Share || !onlyShares)
        .map(Object.class::cast);
  }

  @Override
  public boolean allows(Object value) {
    return true;
  }

  @Override
  public JsonNode jsonSchema() {
    JsonNode share = JsonSchema.text("[0-9.eE+-]+ *%");
    return onlyShares ? share : JsonSchema.anyOf(JsonSchema.wholeNumber(), share);
  }
}
