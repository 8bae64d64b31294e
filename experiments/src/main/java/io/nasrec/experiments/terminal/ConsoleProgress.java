package io.nasrec.experiments.terminal;

import io.nasrec.commons.Progress;
import io.nasrec.experiments.render.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a stage's progress: on a terminal in one line that is rewritten, elsewhere with a line
 * every few seconds; a stage ends with one line that stays. Safe for use by many threads.
 */
public final class ConsoleProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleProgress.class);

  /** More rewrites per second than this only flicker. */
  private static final long STATUS_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

  /** Often enough to show that the program is alive, rarely enough to keep the log readable. */
  private static final long LINE_INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<String> status;
  private final Consumer<String> lines;
  private final int room;
  private final long interval;
  private final LongSupplier nanoTime;
  private Stage stage;

  /** Shows progress on standard error and in the log. */
  public ConsoleProgress() {
    this(Terminal.standardError(), LOG::info, System::nanoTime);
  }

  /**
   * Shows progress elsewhere.
   *
   * @param terminal receives the rewritten line, if interactive
   * @param lines receives lines that stay
   * @param nanoTime a clock in nanoseconds, of any origin
   */
  ConsoleProgress(Terminal terminal, Consumer<String> lines, LongSupplier nanoTime) {
    this.status = terminal.interactive() ? terminal::status : lines;
    this.room = terminal.interactive() ? terminal.room() : Integer.MAX_VALUE;
    this.interval = terminal.interactive() ? STATUS_INTERVAL : LINE_INTERVAL;
    this.lines =
        line -> {
          terminal.status("");
          lines.accept(line);
        };
    this.nanoTime = nanoTime;
  }

  /**
   * Reports the state of a stage; a stage ends when it is done or another one begins.
   *
   * @param name the stage, for people
   * @param done how much is done, from 0
   * @param total the total amount; -1 if unknown
   * @param unit what is counted, in the plural
   */
  @Override
  public synchronized void update(String name, long done, long total, String unit) {
    long now = nanoTime.getAsLong();
    if (stage != null && (!stage.name.equals(name) || done < stage.done)) {
      end(now);
    }
    if (stage == null) {
      stage = new Stage(name, now, done);
    }
    stage.done = done;
    stage.unit = unit;
    boolean complete = total >= 0 && done >= total;
    if (complete) {
      end(now);
    } else if (now - stage.shown >= interval) {
      stage.shown = now;
      status.accept(stage.state(now, total, room));
    }
  }

  /** Ends the current stage, if any, even if it is incomplete. */
  public synchronized void end() {
    end(nanoTime.getAsLong());
  }

  private void end(long now) {
    if (stage != null && !stage.ended) {
      stage.ended = true;
      lines.accept(stage.summary(now));
    }
    stage = null;
  }

  /** One stage's figures; guarded by the enclosing progress. */
  private static final class Stage {
    private final String name;
    private final long began;
    private final long doneAtStart;
    private long shown;
    private long done;
    private String unit = "";
    private boolean ended;

    Stage(String name, long now, long done) {
      this.name = name;
      this.began = now;
      this.shown = now;
      this.doneAtStart = done;
    }

    /** As much as fits into one line; the remaining time and the share done matter most. */
    String state(long now, long total, int room) {
      double rate = rate(now);
      String speed = rate > 0 ? perSecond(rate) : "";
      if (total < 0) {
        return fitting(room, List.of(name, amount(done), speed), List.of(name, amount(done)));
      }
      String share = 100 * done / total + "%";
      String left = rate > 0 ? Figures.duration((total - done) / rate) + " left" : "";
      String figures = bare(done) + "/" + amount(total);
      return fitting(
          room,
          List.of(name, figures, share, speed, left),
          List.of(name, figures, share, left),
          List.of(name, share, left),
          List.of(name, share));
    }

    /** The first of some lines that fits, or the last one. */
    @SafeVarargs
    private static String fitting(int room, List<String>... lines) {
      String text = "";
      for (List<String> parts : lines) {
        text = parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
        if (text.length() <= room) {
          return text;
        }
      }
      return text;
    }

    String summary(long now) {
      String text = "%s: %s in %s".formatted(name, amount(done), Figures.duration(seconds(now)));
      return rate(now) > 0 ? text + " (" + perSecond(rate(now)) + ")" : text;
    }

    private double seconds(long now) {
      return (now - began) / 1e9;
    }

    private double rate(long now) {
      return now > began ? (done - doneAtStart) / seconds(now) : 0;
    }

    private String perSecond(double rate) {
      return rate < 10
          ? String.format(Locale.ROOT, "%.1f %s/s", rate, unit)
          : amount(Math.round(rate)) + "/s";
    }

    private String amount(long number) {
      return isBytes() ? bare(number) : bare(number) + " " + unit;
    }

    private String bare(long number) {
      return isBytes() ? Figures.bytes(number) : Figures.count(number);
    }

    private boolean isBytes() {
      return unit.equals("bytes");
    }
  }
}
