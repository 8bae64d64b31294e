package io.nasrec.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.nasrec.data.raw.Dialect;
import io.nasrec.experiments.config.schema.JsonSchema;
import io.nasrec.experiments.config.schema.ValueType;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** The encoding of text files, by the names that Java knows. */
public record Encoding() implements ValueType {

  @Override
  public String expected() {
    return "utf-8 or an encoding with one byte per character, such as iso-8859-1 or windows-1252";
  }

  @Override
  public Optional<Object> parse(String text) {
    try {
      return Optional.<Object>of(Charset.forName(text)).filter(this::allows);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean allows(Object value) {
    return Dialect.isReadable((Charset) value);
  }

  @Override
  public String text(Object value) {
    return ((Charset) value).name().toLowerCase(Locale.ROOT);
  }

  @Override
  public JsonNode jsonSchema() {
    return JsonSchema.text();
  }
}
