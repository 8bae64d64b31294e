package io.nasrec.experiments.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.experiments.resource.Resources;
import io.nasrec.experiments.resource.Version;
import java.util.Map;

/**
 * The OpenAPI document: {@code openapi.json} of the program says what is the same for all models,
 * and each model adds what a row of it has.
 */
final class OpenApi {
  private static final String BASE = Resources.text(OpenApi.class, "openapi.json");

  private OpenApi() {}

  static ObjectNode document(Map<String, ServedModel> models, Limits limits) {
    ObjectNode document = StrictJson.parsed(BASE);
    ((ObjectNode) document.path("info")).put("version", Version.current());
    ObjectNode schemas = (ObjectNode) document.path("components").path("schemas");
    ObjectNode rows = (ObjectNode) schemas.path("rows");
    rows.put("maxItems", limits.rows());
    ArrayNode kinds = ((ObjectNode) rows.path("items")).putArray("anyOf");
    models.forEach(
        (name, model) -> {
          schemas.set("row." + name, row(model));
          kinds.addObject().put("$ref", "#/components/schemas/row." + name);
        });
    ArrayNode names = ((ObjectNode) schemas.path("modelName")).putArray("enum");
    models.keySet().forEach(names::add);
    return document;
  }

  private static ObjectNode row(ServedModel model) {
    ObjectNode row = StrictJson.object();
    row.put("type", "object");
    row.put("description", "A row of model " + model.name() + ", version " + model.version());
    ArrayNode required = row.putArray("required");
    ObjectNode properties = row.putObject("properties");
    for (Column column : model.layout().columns()) {
      required.add(column.name());
      ArrayNode types = properties.putObject(column.name()).putArray("type");
      if (!column.numeric()) {
        types.add("string");
      }
      types.add("number").add("null");
    }
    return row;
  }
}
