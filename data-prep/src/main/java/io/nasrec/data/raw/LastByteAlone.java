package io.nasrec.data.raw;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;

/**
 * The same bytes, but the last byte is always read on its own. {@code ZstdInputStream} notices only
 * on the next read that a frame has begun; if a truncated last frame arrived together with the end
 * of the previous frame, it would mistake the frame's beginning for the end of the file.
 */
final class LastByteAlone extends FilterInputStream {
  private int next;

  LastByteAlone(BufferedInputStream in) throws IOException {
    super(in);
    next = in.read();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (next < 0) {
      return -1;
    }
    buffer[offset] = (byte) next;
    int more = length == 1 ? 0 : Math.max(0, in.read(buffer, offset + 1, length - 1));
    next = in.read();
    if (next < 0 && more > 0) {
      next = buffer[offset + more] & 0xff;
      return more;
    }
    return 1 + more;
  }
}
