package io.nasrec.supernet.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.CheckedJson;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.InvalidArchitectureException;
import io.nasrec.supernet.baseline.Baseline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Network definitions as JSON. */
final class DefinitionJson {
  private static final String ARCHITECTURE = "architecture";
  private static final String BASELINE = "baseline";
  private static final String SHAPES = "shapes";
  private static final String ENSEMBLE = "ensemble";
  private static final String DIM = "embeddingDim";
  private static final String COUNT = "count";

  private DefinitionJson() {}

  static ObjectNode of(NetworkDefinition network) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (network instanceof NetworkDefinition.Searched searched) {
      node.set(
          ARCHITECTURE,
          InterchangeFile.of(searched.architecture(), searched.layerNorm()).document());
    } else if (network instanceof NetworkDefinition.HandCrafted handCrafted) {
      node.put(BASELINE, handCrafted.baseline().label());
      node.putPOJO(SHAPES, handCrafted.shapes());
    } else if (network instanceof NetworkDefinition.Averaged averaged) {
      var members = node.putArray(ENSEMBLE);
      averaged
          .members()
          .forEach(
              member ->
                  members.add(
                      of(member.network())
                          .put(DIM, member.embeddingDim())
                          .put(COUNT, member.count())));
    }
    return node;
  }

  /**
   * Reads a definition.
   *
   * @param file where it lies, for messages
   * @throws DamagedFileException if it is of another version
   */
  static NetworkDefinition read(Path file, JsonNode network) {
    if (network.has(ENSEMBLE)) {
      List<NetworkDefinition.Averaged.Member> members = new ArrayList<>();
      for (JsonNode member : network.path(ENSEMBLE)) {
        members.add(
            new NetworkDefinition.Averaged.Member(
                read(file, member), member.path(DIM).asInt(), member.path(COUNT).asInt()));
      }
      return new NetworkDefinition.Averaged(members);
    }
    try {
      if (network.has(ARCHITECTURE)) {
        InterchangeFile genes = InterchangeFile.parse(network.path(ARCHITECTURE).toString());
        return new NetworkDefinition.Searched(genes.architecture(), genes.layerNorm());
      }
    } catch (InvalidArchitectureException e) {
      throw DamagedFileException.ofAnotherVersion(file, e.getMessage(), e);
    }
    String name = network.path(BASELINE).asText();
    return new NetworkDefinition.HandCrafted(
        Baseline.of(name)
            .orElseThrow(
                () ->
                    DamagedFileException.ofAnotherVersion(
                        file, "no baseline is called " + name, null)),
        CheckedJson.bound(file, network.path(SHAPES), new TypeReference<>() {}));
  }
}
