package io.nasrec.supernet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

class TorchEngineTest {

  /** What a thread did before must not decide how many threads an operation uses. */
  @Test
  void aThreadThatComputesDoesEachOperationAlone() {
    new TorchEngine(3).newManager().close();
    JniUtils.setNumThreads(2);
    try (EngineScope scope = new TorchEngine(3).inference()) {
      assertThat(JniUtils.getNumThreads()).isEqualTo(1);
      assertThat(scope.manager().isOpen()).isTrue();
    }
    JniUtils.setNumThreads(2);
    try (NDManager manager = new TorchEngine(3).newManager()) {
      assertThat(JniUtils.getNumThreads()).isEqualTo(1);
      assertThat(manager.isOpen()).isTrue();
    }
  }

  @Test
  void anotherNumberOfThreadsIsAnotherEngine() {
    TorchEngine engine = new TorchEngine(3);

    assertThat(engine.with(1).threads()).isEqualTo(1);
    assertThat(engine.threads()).isEqualTo(3);
    assertThat(new TorchEngine().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(engine.version()).matches("PyTorch \\d+\\.\\d+\\.\\d+.*");
    assertThatThrownBy(() -> new TorchEngine(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be at least 1, but was 0");
  }
}
