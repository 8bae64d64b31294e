package io.nasrec.space;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Writes the live genes of an architecture in a fixed notation, and hashes them. */
final class CanonicalForm {
  private static final int FINGERPRINT_BYTES = 8;

  private CanonicalForm() {}

  /** One line per live block, such as {@code 2: fc 256 [0,1] fm; embedded-fc 48 [0] merger}. */
  static String of(Architecture architecture) {
    Liveness liveness = architecture.liveness();
    StringBuilder text = new StringBuilder();
    for (int b = 1; b <= architecture.blocks().size(); b++) {
      Block block = architecture.block(b);
      Liveness.Parts live = liveness.block(b);
      if (!live.denseOperator() && !live.sparseOperator()) {
        continue;
      }
      text.append(b).append(':');
      if (live.denseOperator()) {
        text.append(' ').append(block.denseOperator().label());
        if (block.denseOperator().width() != DenseOperator.Width.INERT) {
          text.append(' ').append(block.denseWidth());
        }
        text.append(' ').append(denseOperands(block)).append(live.fm() ? " fm" : "");
      }
      text.append(';');
      if (live.sparseOperator()) {
        text.append(' ').append(block.sparseOperator().label());
        text.append(' ').append(block.sparseWidth());
        text.append(' ').append(block.sparseReads());
      }
      text.append(live.merger() ? " merger\n" : "\n");
    }
    return text.toString();
  }

  static String fingerprint(String canonicalForm) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonicalForm.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String denseOperands(Block block) {
    DenseOperator operator = block.denseOperator();
    List<Integer> dense =
        operator
            .operands()
            .map(operands -> operands.canonical(block.left(), block.right()))
            .orElseGet(block::denseReads);
    return operator.readsSparse() ? dense + "·" + block.denseReadsSparse() : dense.toString();
  }
}
