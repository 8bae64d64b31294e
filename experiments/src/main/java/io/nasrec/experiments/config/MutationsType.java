package io.nasrec.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.experiments.config.schema.JsonSchema;
import io.nasrec.experiments.config.schema.ValueType;
import io.nasrec.search.strategy.Mutations;
import java.util.List;
import java.util.Optional;

/** Mutations per child: a number, or the published schedule. */
public record MutationsType() implements ValueType {
  private static final int MOST = 100;

  @Override
  public String expected() {
    return "1..%s mutations, or %s".formatted(MOST, Mutations.PUBLISHED);
  }

  @Override
  public Optional<Object> parse(String text) {
    return Mutations.parse(text).map(Object.class::cast);
  }

  @Override
  public boolean allows(Object value) {
    return !(value instanceof Mutations.Constant constant) || constant.count() <= MOST;
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.anyOf(
        JsonSchema.wholeNumber(), JsonSchema.oneOf(List.of(Mutations.PUBLISHED)));
  }
}
