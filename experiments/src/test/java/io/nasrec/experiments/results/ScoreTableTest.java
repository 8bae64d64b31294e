package io.nasrec.experiments.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nasrec.experiments.render.ScoreFiles;
import io.nasrec.experiments.render.text.CorrelationMatrix;
import io.nasrec.experiments.render.text.SpreadText;
import io.nasrec.search.proxy.Proxy;
import io.nasrec.search.scoring.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTableTest {
  @TempDir private Path directory;

  @Test
  void correlationsAreOfTheArchitecturesThatBothScored() {
    ScoreTable table =
        table(
            new String[] {"a", "b", "flat"},
            new Double[][] {{1.0, 2.0, 5.0}, {2.0, 1.0, 5.0}, {3.0, 3.0, 5.0}, {9.0, null, 5.0}});

    List<RankCorrelation> correlations = table.correlations();

    assertThat(correlations)
        .extracting(pair -> pair.proxy() + " " + pair.other() + " " + pair.architectures())
        .containsExactly("a b 3", "a flat 4", "b flat 3");
    // One of three pairs is the other way round; ranks (1,2,3) and (2,1,3): 1 − 6·2/(3·8).
    assertThat(correlations.get(0).kendall().orElseThrow()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(correlations.get(0).spearman().orElseThrow()).isCloseTo(0.5, within(1e-12));
    // Of a proxy that gives all the same nothing can be said.
    assertThat(correlations.get(1).kendall()).isEmpty();
    assertThat(correlations.get(1).spearman()).isEmpty();
  }

  @Test
  void twoArchitecturesAreTooFewForACorrelation() {
    ScoreTable table = table(new String[] {"a", "b"}, new Double[][] {{1.0, 2.0}, {2.0, 1.0}});

    assertThat(table.correlations().get(0).kendall()).isEmpty();
  }

  @Test
  void bothFilesAsTheyAreRead() throws IOException {
    Path file = directory.resolve("scores.csv");
    ScoreTable table =
        table(new String[] {"a", "b"}, new Double[][] {{1.5, -2.0}, {2.0, null}, {4.0, 1e-9}});

    ScoreFiles files = new ScoreFiles(file);
    files.write(table);
    Path correlations = files.correlations();

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "architecture,proxy,value,milliseconds,outcome,cause",
            "net0,a,1.5,2.5,scored,",
            "net0,b,-2.0,2.5,scored,",
            "net1,a,2.0,2.5,scored,",
            "net1,b,,2.5,unscorable,\"no loss, no score\"",
            "net2,a,4.0,2.5,scored,",
            "net2,b,1.0E-9,2.5,scored,");
    assertThat(correlations).isEqualTo(directory.resolve("scores-correlations.csv"));
    assertThat(Files.readAllLines(correlations))
        .containsExactly("proxy,other,architectures,kendall,spearman", "a,b,2,,");
  }

  @Test
  void theMatrixHasKendallBelowAndSpearmanAboveTheDiagonal() {
    ScoreTable table =
        table(new String[] {"a", "long"}, new Double[][] {{1.0, 2.0}, {2.0, 1.0}, {3.0, 3.0}});

    assertThat(CorrelationMatrix.of(table).lines())
        .containsExactly("            1     2", "a     1     ·  0.50", "long  2  0.33     ·");
  }

  @Test
  void theSpreadOfEachProxy() {
    ScoreTable table = table(new String[] {"a"}, new Double[][] {{1.0}, {3.0}, {null}});

    assertThat(SpreadText.of(table).lines().toList().get(1).split(" +"))
        .containsExactly("a", "2/3", "2.0000", "1.4142", "1.0000", "3.0000", "2.5000");
  }

  private static ScoreTable table(String[] proxies, Double[][] values) {
    List<ScoreRow> rows = new ArrayList<>();
    for (int a = 0; a < values.length; a++) {
      for (int p = 0; p < proxies.length; p++) {
        Double value = values[a][p];
        rows.add(
            new ScoreRow(
                "net" + a,
                proxies[p],
                value == null
                    ? new Outcome.Unscorable("no loss, no score")
                    : new Outcome.Scored(Proxy.Score.of(value)),
                2.5));
      }
    }
    return new ScoreTable(rows);
  }
}
