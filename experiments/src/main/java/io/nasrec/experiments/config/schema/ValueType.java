package io.nasrec.experiments.config.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type of one key's values: conversion from text and back, and its description for people. */
public interface ValueType {

  /** Completes the sentence "must be …", with range and unit. */
  String expected();

  /** The value of a text, whether in range or not; empty if it has none. */
  Optional<Object> parse(String text);

  /** Whether a value of the right class is in range. */
  boolean allows(Object value);

  /** Whether it may be given as a YAML list. */
  default boolean isList() {
    return false;
  }

  /** The text that {@link #parse} turns into an equal value. */
  default String text(Object value) {
    return value.toString();
  }

  /** What editors check of a YAML value; {@link #parse} and {@link #allows} have the last word. */
  JsonNode jsonSchema();

  /**
   * The type of a record component that is a key, from its Java type and its annotations.
   *
   * @throws IllegalStateException if the component is declared in a way that this schema lacks
   */
  static ValueType of(RecordComponent component) {
    return of(component.getGenericType(), component);
  }

  private static ValueType of(Type type, RecordComponent component) {
    if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
      return new OptionalValue(
          of(optional.getActualTypeArguments()[0], component), OptionalValue.NONE);
    }
    Optional<As> own = Schema.annotation(component, As.class);
    if (own.isPresent()) {
      return Schema.made(own.get().value());
    }
    if (type instanceof ParameterizedType generic) {
      Type argument = generic.getActualTypeArguments()[0];
      Optional<Size> size = Schema.annotation(component, Size.class);
      if (generic.getRawType() == List.class && size.isPresent()) {
        return new Numbers(size.get().value());
      }
      if (generic.getRawType() == List.class && argument == String.class) {
        return new Names();
      }
      if (generic.getRawType() == List.class && argument == Path.class) {
        return new FilePaths();
      }
      if (generic.getRawType() == Map.class
          && generic.getActualTypeArguments()[1] instanceof ParameterizedType optional) {
        ValueType setting = of(optional.getActualTypeArguments()[0], component);
        return new Columns(new OptionalValue(setting, Columns.DEFAULT));
      }
      if (generic.getRawType() == List.class) {
        return new ListOf(of(argument, component));
      }
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      boolean isInt = type == int.class || type == Integer.class;
      return WholeNumber.of(Schema.annotation(component, Range.class).orElseThrow(), isInt);
    }
    if (type == double.class || type == Double.class) {
      return RealNumber.of(Schema.annotation(component, Range.class).orElseThrow());
    }
    if (type == boolean.class || type == Boolean.class) {
      return new Flag();
    }
    if (type == String.class) {
      Matches matches = Schema.annotation(component, Matches.class).orElseThrow();
      return new Text(matches.pattern(), matches.description());
    }
    if (type == Path.class) {
      return new FilePath();
    }
    if (type == Amount.class || type == Amount.Share.class) {
      return new AmountType(
          Schema.annotation(component, Unit.class).orElseThrow().value(),
          type == Amount.Share.class);
    }
    if (type == Duration.class) {
      return new TimeSpan();
    }
    if (type instanceof Class<?> choice && choice.isEnum()) {
      return new Choice(choice);
    }
    throw new IllegalStateException("no schema for " + component);
  }
}
