package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardsTest {

  private static void with(int threads, Consumer<Shards> work) {
    try (Shards shards = new TorchEngine(threads).shards()) {
      work.accept(shards);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 1", "2, 10, 2", "3, 10, 3", "3, 2, 2", "3, 1, 1", "3, 0, 1"})
  void shardsAreConsecutiveAndCoverEverythingOnce(int threads, int size, int expected) {
    with(
        threads,
        shards -> {
          List<int[]> parts =
              shards.map(
                  size, shard -> IntStream.range(shard.from(size), shard.to(size)).toArray());
          assertThat(parts).hasSize(expected);
          assertThat(parts.stream().flatMapToInt(IntStream::of))
              .containsExactlyElementsOf(IntStream.range(0, size).boxed().toList());
          assertThat(parts.stream().mapToInt(part -> part.length).summaryStatistics())
              .satisfies(s -> assertThat(s.getMax() - s.getMin()).isLessThanOrEqualTo(1));
        });
  }

  /** The last of as many scalars as an array can have. */
  @Test
  void manyElements() {
    assertThat(new Shards.Shard(2, 3).to(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(new Shards.Shard(1, 2).from(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE / 2);
  }

  @Test
  void eachShardHasAThreadOfItsOwn() {
    with(
        2,
        shards ->
            assertThat(shards.map(9, shard -> Thread.currentThread()))
                .doesNotHaveDuplicates()
                .doesNotContain(Thread.currentThread()));
  }

  @Test
  void withOneThreadTheCallerDoesTheWork() {
    with(
        1,
        shards ->
            assertThat(shards.map(9, shard -> Thread.currentThread()))
                .containsExactly(Thread.currentThread()));
  }

  @Test
  void aFailureOfAShardIsThrown() {
    with(
        2,
        shards ->
            assertThatThrownBy(
                    () ->
                        shards.map(
                            2,
                            shard -> {
                              if (shard.index() == 1) {
                                throw new IllegalArgumentException("shard 1");
                              }
                              return shard;
                            }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shard 1"));
  }
}
