package io.nasrec.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.experiments.config.schema.JsonSchema;
import io.nasrec.experiments.config.schema.Label;
import io.nasrec.experiments.config.schema.ListText;
import io.nasrec.experiments.config.schema.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A search's goals: quality, alone or with one cost. */
public record Goals() implements ValueType {

  @Override
  public String expected() {
    return "quality, or quality and a cost: [quality, "
        + String.join(" | ", labels().subList(1, Goal.values().length))
        + "]";
  }

  @Override
  public Optional<Object> parse(String text) {
    List<Optional<Goal>> goals =
        ListText.items(text).stream()
            .map(
                item ->
                    Arrays.stream(Goal.values())
                        .filter(goal -> Label.of(goal).equals(item))
                        .findFirst())
            .toList();
    return goals.stream().allMatch(Optional::isPresent)
        ? Optional.of(goals.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }

  /** Quality comes first, and at most one cost follows. */
  @Override
  public boolean allows(Object value) {
    List<?> goals = (List<?>) value;
    return !goals.isEmpty()
        && goals.get(0) == Goal.QUALITY
        && (goals.size() == 1 || (goals.size() == 2 && goals.get(1) != Goal.QUALITY));
  }

  @Override
  public boolean isList() {
    return true;
  }

  @Override
  public String text(Object value) {
    List<String> labels = ((List<?>) value).stream().map(goal -> Label.of((Goal) goal)).toList();
    return labels.size() == 1 ? labels.get(0) : ListText.of(labels);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.list(JsonSchema.oneOf(labels()));
  }

  private static List<String> labels() {
    return Arrays.stream(Goal.values()).map(Label::of).toList();
  }
}
