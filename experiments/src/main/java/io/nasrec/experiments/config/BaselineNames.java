package io.nasrec.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.experiments.config.schema.JsonSchema;
import io.nasrec.experiments.config.schema.ListText;
import io.nasrec.experiments.config.schema.OptionalValue;
import io.nasrec.experiments.config.schema.ValueType;
import io.nasrec.supernet.baseline.Baseline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A list of hand-crafted networks, each at most once; {@code none} is the empty list. */
public record BaselineNames() implements ValueType {

  @Override
  public String expected() {
    return "a list of different baselines such as [logistic-regression, deepfm], each one of "
        + Arrays.stream(Baseline.values()).map(Baseline::label).collect(Collectors.joining(", "))
        + ", or none";
  }

  @Override
  public Optional<Object> parse(String text) {
    if (text.equals(OptionalValue.NONE) || text.equals("[]")) {
      return Optional.of(List.of());
    }
    List<Baseline> baselines = new ArrayList<>();
    for (String item : ListText.items(text)) {
      Optional<Baseline> baseline = Baseline.of(item);
      if (baseline.isEmpty() || baselines.contains(baseline.get())) {
        return Optional.empty();
      }
      baselines.add(baseline.get());
    }
    return Optional.of(List.copyOf(baselines));
  }

  @Override
  public boolean allows(Object value) {
    return true;
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public String text(Object value) {
    List<?> baselines = (List<?>) value;
    return baselines.isEmpty()
        ? OptionalValue.NONE
        : ListText.of(baselines.stream().map(item -> ((Baseline) item).label()).toList());
  }

  @Override
  public JsonNode jsonSchema() {
    List<String> labels = Arrays.stream(Baseline.values()).map(Baseline::label).toList();
    return JsonSchema.anyOf(
        JsonSchema.list(JsonSchema.oneOf(labels)), JsonSchema.oneOf(List.of(OptionalValue.NONE)));
  }
}
