package io.nasrec.experiments.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of experiment files, derived from the records. */
final class Schema {

  /** Every section, in order: its name and its record. */
  static final Map<String, Class<?>> SECTIONS = sections();

  /** Every key, in the order of the records: its path, such as {@code search.workers}, its type. */
  static final Map<String, ValueType> KEYS = keys();

  /** The names of the optional sections. */
  static final Set<String> OPTIONAL_SECTIONS = optionalSections();

  private Schema() {}

  /**
   * For a record's compact constructor: rejects a component that is missing or out of range.
   *
   * @throws IllegalArgumentException if a component is out of range; the message names it
   * @throws NullPointerException if a component is null
   */
  static void check(Class<? extends Record> section, Object... values) {
    RecordComponent[] components = section.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      Object value = values[i];
      if (value == null) {
        throw new NullPointerException(name + " is missing");
      }
      ValueType.of(components[i])
          .filter(type -> !type.allows(value))
          .ifPresent(
              type -> {
                throw new IllegalArgumentException(
                    "%s must be %s, but was %s".formatted(name, type.expected(), type.text(value)));
              });
    }
  }

  /**
   * A section's values by key path, and {@link Optional#empty()} at the path of an omitted section;
   * the caller owns the map.
   */
  static Map<String, Object> values(String section, Record settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      String path = section.isEmpty() ? component.getName() : section + "." + component.getName();
      Object value = value(component, settings);
      if (value instanceof Optional<?> optional && OPTIONAL_SECTIONS.contains(path)) {
        optional.ifPresentOrElse(
            present -> values.putAll(values(path, (Record) present)),
            () -> values.put(path, optional));
      } else if (SECTIONS.containsKey(path)) {
        values.putAll(values(path, (Record) value));
      } else {
        values.put(path, value);
      }
    }
    return values;
  }

  /** An experiment's texts by key path, in the order of the records. */
  static Map<String, String> texts(Experiment experiment) {
    Map<String, String> texts = new LinkedHashMap<>();
    values("", experiment).forEach((path, value) -> texts.put(path, text(path, value)));
    return texts;
  }

  /** The text of a value or of an omitted section. */
  static String text(String path, Object value) {
    return SECTIONS.containsKey(path) ? OptionalValue.NONE : KEYS.get(path).text(value);
  }

  /**
   * Builds the experiment from a complete set of valid values.
   *
   * @param values by key path
   */
  static Experiment experiment(Map<String, Object> values) {
    return Experiment.class.cast(construct(Experiment.class, "", values));
  }

  private static Object construct(Class<?> type, String prefix, Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments =
        Arrays.stream(components)
            .map(
                component -> {
                  String path = prefix + component.getName();
                  if (!SECTIONS.containsKey(path) || values.containsKey(path)) {
                    return values.get(path);
                  }
                  Object section = construct(SECTIONS.get(path), path + ".", values);
                  return OPTIONAL_SECTIONS.contains(path) ? Optional.of(section) : section;
                })
            .toArray();
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("checked values do not make a " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static Map<String, Class<?>> sections() {
    Map<String, Class<?>> sections = new LinkedHashMap<>();
    for (RecordComponent component : Experiment.class.getRecordComponents()) {
      ValueType.section(component).ifPresent(type -> sections.put(component.getName(), type));
    }
    return sections;
  }

  private static Set<String> optionalSections() {
    return Arrays.stream(Experiment.class.getRecordComponents())
        .filter(component -> component.getType() == Optional.class)
        .map(RecordComponent::getName)
        .filter(SECTIONS::containsKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, ValueType> keys() {
    Map<String, ValueType> keys = new LinkedHashMap<>();
    for (RecordComponent component : Experiment.class.getRecordComponents()) {
      Optional<ValueType> type = ValueType.of(component);
      if (type.isPresent()) {
        keys.put(component.getName(), type.get());
        continue;
      }
      Class<?> section = SECTIONS.get(component.getName());
      for (RecordComponent inner : section.getRecordComponents()) {
        keys.put(component.getName() + "." + inner.getName(), ValueType.of(inner).orElseThrow());
      }
    }
    return keys;
  }

  /** The keys of a section, or the top-level keys and sections for the empty name. */
  static List<String> members(String section) {
    List<String> members = new ArrayList<>();
    Class<?> type = section.isEmpty() ? Experiment.class : SECTIONS.get(section);
    for (RecordComponent component : type.getRecordComponents()) {
      members.add(component.getName());
    }
    return members;
  }
}
