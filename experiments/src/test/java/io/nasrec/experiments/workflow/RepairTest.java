package io.nasrec.experiments.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "journal.jsonl|delete it and resume, and the search is repeated",
        "warm-up.json|delete it and resume, and the supernet is warmed up again",
        "winner.json|delete it and resume, and the winner's figures are computed again from its predictions",
        "candidates/01-ab/result.json|delete it and resume, and the network is trained again",
        "candidates/01-ab/weights.safetensors.state|delete it and resume, and the training starts from"
            + " its first step",
        "networks/fm/training-1/test.json|delete it and resume, and the network is tested again",
        "best-architecture.json|resume the search, which writes it again",
        "candidates/01-ab/weights.safetensors|delete it and resume, and the network is trained again",
        "candidates/01-ab/vocabulary.arrow|delete it and resume, and it is made again",
        "candidates/01-ab/model.json|delete it and resume, and it is made again",
        "experiment.yaml|restore it from a copy, or start again in another directory",
      })
  void insideARun(String name, String remedy) throws IOException {
    Path run = Files.createDirectories(directory.resolve("run"));
    Files.createFile(run.resolve("run.lock"));
    Path file = run.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertThat(Repair.of(file)).isEqualTo(remedy);
  }

  @Test
  void dataSetsAndFilesElsewhere() throws IOException {
    Path set = Files.createDirectories(directory.resolve("set"));
    assertThat(Repair.of(set.resolve("train.arrow")))
        .isEqualTo(
            "restore it, or delete the directory " + set + " and prepare the data set again");
    assertThat(Repair.of(directory.resolve("best.json")))
        .isEqualTo("restore it from a copy, or, if you edited it on purpose, remove its checksum");
    Path run = Files.createDirectories(directory.resolve("run/data"));
    Files.createFile(directory.resolve("run/run.lock"));
    assertThat(Repair.of(run.resolve("manifest.json")))
        .isEqualTo(
            "delete the directory " + run + " and resume, and the data set is prepared again");
  }
}
