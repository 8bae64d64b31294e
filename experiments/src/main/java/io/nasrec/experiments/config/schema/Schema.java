package io.nasrec.experiments.config.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a kind of file, derived from the records that are made of it: a component is a key, a
 * record of keys, or a sealed interface of such records, one of which is chosen by {@link #KIND}.
 *
 * @param root the whole file
 * @param moved keys that had other places once
 * @param alternatives keys that exclude each other: one of them on the command line replaces those
 *     in the file
 */
public record Schema(Node.Section root, List<Moved> moved, Set<String> alternatives) {
  /** The key that chooses among variants. */
  public static final String KIND = "kind";

  public Schema {
    moved = List.copyOf(moved);
    alternatives = Set.copyOf(alternatives);
  }

  /**
   * A key with another place now; the old one is still read.
   *
   * @param path its old path
   * @param now its path
   * @param idle whether every file had it, whatever was chosen
   */
  public record Moved(String path, String now, boolean idle) {}

  /** The schema of the files that a record is made of. */
  public static Schema of(
      Class<? extends Record> file, List<Moved> moved, Set<String> alternatives) {
    return new Schema(section(file, false), moved, alternatives);
  }

  /**
   * For a record's compact constructor: rejects a component that is missing or out of range.
   *
   * @throws IllegalArgumentException if a component is out of range; the message names it
   * @throws NullPointerException if a component is null
   */
  public static void check(Class<? extends Record> section, Object... values) {
    RecordComponent[] components = section.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      Object value = values[i];
      if (value == null) {
        throw new NullPointerException(name + " is missing");
      }
      if (name.equals(KIND) && !kinds(section).contains(Label.of((Enum<?>) value))) {
        throw new IllegalArgumentException(
            "kind must be one of %s, but was %s"
                .formatted(String.join(", ", kinds(section)), Label.of((Enum<?>) value)));
      }
      if (node(components[i]) instanceof Node.Key key && !key.type().allows(value)) {
        throw new IllegalArgumentException(
            "%s must be %s, but was %s"
                .formatted(name, key.type().expected(), key.type().text(value)));
      }
    }
  }

  /** An annotation of a component, which may stand on one of its annotations. */
  static <A extends Annotation> Optional<A> annotation(RecordComponent component, Class<A> type) {
    A own = component.getAnnotation(type);
    return own != null
        ? Optional.of(own)
        : Arrays.stream(component.getAnnotations())
            .map(other -> other.annotationType().getAnnotation(type))
            .filter(Objects::nonNull)
            .findFirst();
  }

  /** What stands at a path; that of a variant if any kind has it. The kind itself is no node. */
  public Optional<Node> at(String path) {
    Optional<Node> node = Optional.of(root);
    for (String name : path.split("\\.", -1)) {
      node =
          node.flatMap(
              within ->
                  members(within).stream()
                      .map(section -> section.members().get(name))
                      .filter(Objects::nonNull)
                      .findFirst());
    }
    return node;
  }

  /** The key that an old path stands for. */
  Optional<Moved> movedFrom(String path) {
    return moved.stream().filter(key -> key.path().equals(path)).findFirst();
  }

  /** The path of the section that a key belongs to; empty at the top. */
  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** The last part of a path. */
  static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static List<Node.Section> members(Node node) {
    if (node instanceof Node.Section section) {
      return List.of(section);
    }
    return node instanceof Node.Variants variants
        ? List.copyOf(variants.kinds().values())
        : List.of();
  }

  /** Every path, that of sections and of the keys of every kind included, in their order. */
  Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    collect("", root, paths);
    return paths;
  }

  private static void collect(String prefix, Node node, Set<String> paths) {
    for (Node.Section section : members(node)) {
      section
          .members()
          .forEach(
              (name, member) -> {
                paths.add(prefix + name);
                collect(prefix + name + ".", member, paths);
              });
    }
  }

  /** The section's keys and sections, or those of a kind. */
  static Map<String, Object> values(Record record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        values.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " cannot be read", e);
      }
    }
    return values;
  }

  /** The kind of a variant. */
  static String kind(Record variant) {
    Object kind = values(variant).get(KIND);
    return kind == null ? kinds(variant.getClass()).get(0) : Label.of((Enum<?>) kind);
  }

  /**
   * Builds a record from valid values.
   *
   * @param kind of a variant
   * @param values by component
   * @throws RulesException if the values violate a rule between them
   */
  static Record construct(Class<?> type, String kind, Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      arguments[i] =
          name.equals(KIND)
              ? new Choice(components[i].getType()).parse(kind).orElseThrow()
              : values.get(name);
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return (Record) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RulesException violated) {
        throw violated;
      }
      throw new IllegalStateException("checked values do not make a " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  /** An instance of a type of values. */
  static ValueType made(Class<? extends ValueType> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be constructed", e);
    }
  }

  /**
   * Whether digests leave a key out: it came later, or is the name of a section, and was not given.
   *
   * @param text its value, as {@link KeyTexts#of} has it
   */
  public boolean isLeftOut(String path, String text) {
    Node node = at(path).orElseThrow();
    return node instanceof Node.Key key ? key.isLeftOut(text) : node instanceof Node.Section;
  }

  private static Node.Section section(Class<?> record, boolean optional) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      if (!component.getName().equals(KIND)) {
        members.put(component.getName(), node(component));
      }
    }
    return new Node.Section(record, optional, members);
  }

  private static Node node(RecordComponent component) {
    boolean optional = component.getType() == Optional.class;
    Type type =
        optional
            ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
            : component.getType();
    if (type instanceof Class<?> choice && isVariants(choice)) {
      return variants(choice);
    }
    if (type instanceof Class<?> record
        && record.isRecord()
        && !Amount.class.isAssignableFrom(record)) {
      return section(record, optional);
    }
    ValueType values = ValueType.of(component);
    Optional<Object> none = optional ? Optional.of(Optional.empty()) : Optional.empty();
    Optional<Object> declared =
        annotation(component, Default.class).map(text -> values.parse(text.value()).orElseThrow());
    return new Node.Key(values, declared.or(() -> none), declared.isPresent());
  }

  private static boolean isVariants(Class<?> type) {
    return type.isSealed() && type.getPermittedSubclasses()[0].isAnnotationPresent(Kinds.class);
  }

  private static Node.Variants variants(Class<?> choice) {
    Map<String, Node.Section> kinds = new LinkedHashMap<>();
    for (Class<?> variant : choice.getPermittedSubclasses()) {
      Node.Section section = section(variant, false);
      kinds(variant).forEach(kind -> kinds.put(kind, section));
    }
    return new Node.Variants(kinds);
  }

  /** The kinds of one variant. */
  private static List<String> kinds(Class<?> variant) {
    List<String> named = List.of(variant.getAnnotation(Kinds.class).value());
    if (!named.isEmpty()) {
      return named;
    }
    Class<?> choice = variant.getInterfaces()[0];
    Set<String> rest = new LinkedHashSet<>();
    for (RecordComponent component : variant.getRecordComponents()) {
      if (component.getName().equals(KIND)) {
        Arrays.stream(component.getType().getEnumConstants())
            .forEach(constant -> rest.add(Label.of((Enum<?>) constant)));
      }
    }
    for (Class<?> other : choice.getPermittedSubclasses()) {
      rest.removeAll(List.of(other.getAnnotation(Kinds.class).value()));
    }
    return List.copyOf(rest);
  }
}
