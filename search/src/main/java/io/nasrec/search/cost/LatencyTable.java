package io.nasrec.search.cost;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.CheckedJson;
import io.nasrec.space.Architecture;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.evaluation.ForwardTime;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.network.LonePart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the parts of networks take, each shape measured once. The table is a file, which is
 * written before a number is used: a search that is resumed, or repeated from its table, sees the
 * same numbers, whatever the machine does meanwhile.
 */
public final class LatencyTable {
  /**
   * Rounds over all kinds of parts before the first measurement that counts, while the virtual
   * machine compiles: at least so long, and until a round takes hardly less than those before.
   */
  private static final Duration REHEARSAL = Duration.ofSeconds(5);

  private static final Duration LONGEST_REHEARSAL = Duration.ofSeconds(30);
  private static final double HARDLY_LESS = 0.97;

  private static final Logger LOG = LoggerFactory.getLogger(LatencyTable.class);

  /**
   * The content of the file.
   *
   * @param machine where it was measured
   * @param batchSize rows computed at once
   * @param parts milliseconds by shape
   * @param networks milliseconds of whole networks by name
   */
  private record Content(
      String machine, int batchSize, Map<String, Double> parts, Map<String, Double> networks) {}

  private final Path file;
  private final Content content;
  private final ForwardTime clock;
  private final NetworkBuilder networks;
  private boolean rehearsed;

  private LatencyTable(Path file, Content content, Engine engine, NetworkBuilder networks) {
    this.file = file;
    this.content = content;
    this.clock = new ForwardTime(engine, content.batchSize());
    this.networks = networks;
  }

  /**
   * Opens a table, or starts one, also in the place of one for another batch size.
   *
   * @param batchSize rows computed at once
   * @param engine what is measured
   * @param networks the space's, which have all kinds of parts
   * @throws io.nasrec.commons.DamagedFileException if the file is damaged
   */
  public static LatencyTable open(Path file, int batchSize, Engine engine, NetworkBuilder networks)
      throws IOException {
    Optional<Content> found = CheckedJson.read(file, new TypeReference<>() {});
    Optional<Content> kept = found.filter(table -> table.batchSize() == batchSize);
    if (!kept.equals(found)) {
      LOG.info(
          "{}: is of batches of {}; everything is measured again, with {}",
          file,
          found.orElseThrow().batchSize(),
          batchSize);
    }
    String machine = thisMachine();
    if (kept.isPresent() && !kept.get().machine().equals(machine)) {
      LOG.warn(
          "{}: was measured on {}; shapes that it lacks are measured here, on {}",
          file,
          kept.get().machine(),
          machine);
    }
    return new LatencyTable(
        file,
        kept.map(
                c ->
                    new Content(
                        c.machine(),
                        c.batchSize(),
                        new TreeMap<>(c.parts()),
                        new TreeMap<>(c.networks())))
            .orElseGet(() -> new Content(machine, batchSize, new TreeMap<>(), new TreeMap<>())),
        engine,
        networks);
  }

  /** The machine that the numbers are of. */
  public String machine() {
    return content.machine();
  }

  /** Measured shapes of parts. */
  public int shapes() {
    return content.parts().size();
  }

  /** Rows computed at once. */
  public int batchSize() {
    return content.batchSize();
  }

  /** The sum over a network's parts, in milliseconds; shapes that are new are measured. */
  public double predicted(Network network) {
    int known = content.parts().size();
    double sum = 0;
    for (LonePart part : LonePart.of(network)) {
      sum += time(part);
    }
    if (content.parts().size() > known) {
      write();
    }
    return sum;
  }

  /**
   * A whole network as it is computed, in milliseconds.
   *
   * @param name its fingerprint, or a baseline's name
   */
  public double measured(String name, CtrNetwork network, InputShape input) {
    boolean known = content.networks().containsKey(name);
    double time =
        content.networks().computeIfAbsent(name, unknown -> clock.milliseconds(network, input));
    if (!known) {
      write();
    }
    return time;
  }

  private double time(LonePart part) {
    Double known = content.parts().get(part.shape());
    if (known != null) {
      return known;
    }
    rehearse();
    double time = clock.milliseconds(part);
    content.parts().put(part.shape(), time);
    return time;
  }

  private void rehearse() {
    if (rehearsed) {
      return;
    }
    rehearsed = true;
    List<LonePart> all = LonePart.of(networks.fullPath(Architecture.widest(networks.space())));
    long start = System.nanoTime();
    double least = Double.POSITIVE_INFINITY;
    double round = all.stream().mapToDouble(clock::milliseconds).sum();
    while (System.nanoTime() - start < REHEARSAL.toNanos()
        || (round < HARDLY_LESS * least
            && System.nanoTime() - start < LONGEST_REHEARSAL.toNanos())) {
      least = Math.min(least, round);
      round = all.stream().mapToDouble(clock::milliseconds).sum();
    }
  }

  private void write() {
    try {
      CheckedJson.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static String thisMachine() {
    return "%s %s, %s processors, Java %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature());
  }
}
