package io.nasrec.supernet.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.supernet.kernels.VectorApi;
import org.junit.jupiter.api.Test;

/** Runs beside other tests in a Java that was started without the Vector API: see the pom. */
class WithoutVectorApiTest {

  @Test
  void kernelsAreLeftAlone() {
    assertThat(VectorApi.isAvailable()).isFalse();
    assertThat(TapedLayers.isAvailable()).isFalse();
  }
}
