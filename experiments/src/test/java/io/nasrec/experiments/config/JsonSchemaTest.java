package io.nasrec.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of experiment files, by an independent validator. */
class JsonSchemaTest {
  private static final Path CONFIGS = Path.of("configs");
  private static final Path COMMITTED = CONFIGS.resolve("experiment.schema.json");

  static List<Path> experiments() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void theCommittedFileIsThatOfTheRecords() throws IOException {
    Path generated = Path.of("target", "experiment.schema.json");
    Files.writeString(generated, ExperimentWriter.jsonSchema());
    assertThat(Files.readString(COMMITTED))
        .as("copy experiments/%s to experiments/%s", generated, COMMITTED)
        .isEqualTo(ExperimentWriter.jsonSchema());
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyExperimentFileIsValidAndNamesIt(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains("# yaml-language-server: $schema=experiment.schema.json\n");
    assertThat(faults(text)).isEmpty();
  }

  /** Written by the program with every key. */
  @Test
  void whatTheProgramWritesIsValid() {
    assertThat(faults(ExperimentWriter.yaml(PapersQuickstart.read(List.of())))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  topK: 3 ' | '  topK: none ' | topK",
        "'  topK: 3 ' | '  topk: 3 ' | topk",
        "'  topK: 3 ' | '  topK: 0 ' | topK",
        "'seed: 2024' | 'seed: -1' | seed",
        "'    kind: sigeo ' | '    kind: sigoe ' | proxy",
        "'    lambda: [1, 1, 1]' | '    lambda: [1, 1]' | lambda",
        "'  layerNorm: true' | '  layerNorm: sometimes' | layerNorm",
        "'  sample: 100%' | '  sample: much' | sample",
        "'  learningRate: 0.12' | '  learningRate: 0' | learningRate"
      })
  void aMistakeIsFoundAtItsKey(String right, String wrong, String key) {
    String quickstart = PapersQuickstart.text();
    assertThat(quickstart).contains(right);
    assertThat(faults(quickstart.replace(right, wrong))).anyMatch(fault -> fault.contains(key));
  }

  static List<String> faults(String yaml) {
    try {
      JsonNode schema = new ObjectMapper().readTree(ExperimentWriter.jsonSchema());
      return JsonSchemaFactory.getInstance(VersionFlag.V7)
          .getSchema(schema)
          .validate(new YAMLMapper().readTree(yaml))
          .stream()
          .map(ValidationMessage::getMessage)
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
