package io.nasrec.experiments.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {

  @ParameterizedTest
  @CsvSource({
    "1%, 45840617, 458406",
    "0%, 100, 0",
    "100%, 45840617, 45840617",
    "0.5 %, 1000, 5",
    "15_000, 716, 15000",
    "0, 716, 0"
  })
  void isAShareOfTheWholeOrANumber(String text, long total, long expected) {
    assertThat(Amount.parse(text).orElseThrow().outOf(total)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "-1%", "100.1%", "1.5", "a%", "1%%", "9223372036854775808"})
  void nothingElseIsAnAmount(String text) {
    assertThat(Amount.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7%", "0.1%", "100%", "0%", "33.3%", "15000"})
  void isWrittenAsItWasRead(String text) {
    assertThat(Amount.parse(text).orElseThrow()).hasToString(text);
  }

  @Test
  void thereIsNoNegativeWhole() {
    assertThatThrownBy(() -> new Amount.Share(1).outOf(-1))
        .hasMessage("total must not be negative, but was -1");
  }
}
