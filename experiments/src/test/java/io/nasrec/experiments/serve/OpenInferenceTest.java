package io.nasrec.experiments.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents of the Open Inference Protocol, version 2, as its REST specification has them. */
class OpenInferenceTest {
  private static final String USERS =
      "{'name':'user','shape':[2,1],'datatype':'BYTES','data':[['u7'],['u2']]}";
  private static final String PRICES =
      "{'name':'price','shape':[2],'datatype':'FP32','data':[3.5,0.1]}";

  private LocalServer server;
  private String version;

  @BeforeEach
  void start(@TempDir Path work) throws Exception {
    server = new LocalServer(work, LocalServer.LIMITS, "shop", "toys");
    version = server.scorer("1 shop").digest().substring("crc32c:".length());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theServerAndItsHealth() throws Exception {
    JsonNode metadata = LocalServer.json(server.get("/v2"));

    assertThat(metadata.fieldNames()).toIterable().containsExactly("name", "version", "extensions");
    assertThat(metadata.path("name").asText()).isEqualTo("nasrec");
    assertThat(metadata.path("extensions").isArray()).isTrue();
    assertThat(server.get("/v2/").body()).isEqualTo(metadata.toString());
    assertThat(server.get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
    assertThat(server.get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
  }

  @Test
  void aModelAndItsVersion() throws Exception {
    String expected =
        text(
            ("{'name':'shop','versions':['%s'],'platform':'nasrec_safetensors',"
                    + "'inputs':[{'name':'user','datatype':'BYTES','shape':[-1]},"
                    + "{'name':'price','datatype':'FP64','shape':[-1]}],"
                    + "'outputs':[{'name':'probability','datatype':'FP64','shape':[-1]}]}")
                .formatted(version));

    assertThat(server.get("/v2/models/shop").body()).isEqualTo(expected);
    assertThat(server.get("/v2/models/shop/versions/" + version).body()).isEqualTo(expected);
    assertThat(server.get("/v2/models/shop/ready").body())
        .isEqualTo("{\"name\":\"shop\",\"ready\":true}");
    assertThat(server.get("/v2/models/shop/versions/" + version + "/ready").statusCode())
        .isEqualTo(200);
    HttpResponse<String> other = server.get("/v2/models/shop/versions/9");
    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(other.body())
        .isEqualTo(
            text("{'error':'model shop has version %s, and no version 9'}".formatted(version)));
    assertThat(server.get("/v2/models/books").body())
        .isEqualTo(text("{'error':'no model is called books; this server has shop, toys'}"));
  }

  @Test
  void anInferenceHasATensorPerColumnInAnyOrderAndRepeatsTheId() throws Exception {
    String body =
        text(
            ("{'id':'42','parameters':{'a':1},'outputs':[{'name':'probability'}],'inputs':[%s,%s,"
                    + "{'name':'more','shape':[9,9],'datatype':'BOOL','data':[true]}]}")
                .formatted(PRICES, USERS));

    HttpResponse<String> response = server.post("/v2/models/shop/infer", body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    // 0.1 in FP32 is not 0.1 in FP64.
    double second = ((double) 0.1f + 2) / 1000;
    assertThat(response.body())
        .isEqualTo(
            text(
                ("{'model_name':'shop','model_version':'%s','id':'42','outputs':[{'name':'probability',"
                        + "'datatype':'FP64','shape':[2],'data':[0.0105,%s]}]}")
                    .formatted(version, second)));
    assertThat(server.post("/v2/models/shop/versions/" + version + "/infer", body).body())
        .isEqualTo(response.body());
    assertThat(server.post("/v2/models/shop/versions/1/infer", body).statusCode()).isEqualTo(404);
  }

  @Test
  void bothWaysOfAskingGiveTheSame() throws Exception {
    HttpResponse<String> tensors =
        server.post(
            "/v2/models/toys/infer",
            text("{'inputs':[%s,%s]}".formatted(USERS, PRICES.replace("FP32", "FP64"))));
    HttpResponse<String> rows =
        server.post(
            "/models/toys/predict", text("[{'user':'u7','price':3.5},{'user':'u2','price':0.1}]"));

    JsonNode data = LocalServer.json(tensors).path("outputs").path(0).path("data");
    JsonNode answers = new ObjectMapper().readTree(rows.body());
    for (int i = 0; i < 2; i++) {
      assertThat(data.get(i).asDouble()).isEqualTo(answers.get(i).path("probability").asDouble());
    }
    assertThat(LocalServer.json(tensors).has("id")).isFalse();
    assertThat(server.post("/predict", "[]").body())
        .isEqualTo(
            text(
                "{'error':'this server has several models; POST to /models/NAME/predict, NAME one"
                    + " of shop, toys'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | the body: expected an object, but found an array",
        "{} | inputs: missing; a request has a tensor per column of the model",
        "{'inputs':{}} | inputs: expected an array, but found an object",
        "{'inputs':[]} | inputs: expected a tensor of shape [N] or [N,1] per column, but user"
            + " (BYTES), price (FP64) are missing",
        "{'inputs':[$U]} | inputs: expected a tensor of shape [N] or [N,1] per column, but price"
            + " (FP64) is missing",
        "{'inputs':[$U,$U,$P]} | input user: comes twice",
        "{'inputs':[{'name':'user'}]} | inputs[0]: has no data; a tensor has name, shape, datatype"
            + " and data",
        "{'inputs':[$U,{'name':'price','shape':[2],'datatype':'BYTES','data':['1','2']}]} | input"
            + " price: expected datatype FP64, FP32, INT64 or another whole number, but found"
            + " BYTES",
        "{'inputs':[$P,{'name':'user','shape':[2],'datatype':'FP32','data':[1,2]}]} | input user:"
            + " expected datatype BYTES, INT64 or another whole number, or BOOL, but found FP32",
        "{'inputs':[$U,{'name':'price','shape':[3],'datatype':'FP64','data':[1,2]}]} | input price:"
            + " its shape says 3 rows, but its data has 2",
        "{'inputs':[$U,{'name':'price','shape':[1],'datatype':'FP64','data':[1]}]} | input price: has"
            + " 1 rows, but user has 2",
        "{'inputs':[$U,{'name':'price','shape':[1,2],'datatype':'FP64','data':[[1,2]]}]} | input"
            + " price: expected shape [N] or [N,1] and data alike, but found shape [1, 2] and data"
            + " in arrays of 2",
        "{'inputs':[$U,{'name':'price','shape':[2],'datatype':'FP64','data':[[],1,2]}]} |"
            + " inputs[1].data: expected values, or an array with one value per row",
        "{'inputs':[$U,{'name':'price','shape':[2],'datatype':'INT8','data':[1,200]}]} | row 2,"
            + " column price: expected a value of type INT8, but found 200",
        "{'inputs':[$U,{'name':'price','shape':[2],'datatype':'FP64','data':[1,'2']}]} | row 2,"
            + " column price: expected a value of type FP64, but found \"2\"",
        "{'inputs':[$U,{'name':'price','shape':[-1],'datatype':'FP64','data':[]}]} |"
            + " inputs[1].shape: expected [N] or [N,1], N a whole number of at least 0",
        "{'inputs':[$U,$P],'outputs':[{'name':'logit'}]} | outputs: the only output is probability,"
            + " but logit was asked for",
        "{'inputs':[$U,$P],'id':7} | id: expected a text, but found a number",
      })
  void mistakesAreNamed(String body, String message) throws Exception {
    HttpResponse<String> response =
        server.post("/v2/models/shop/infer", text(body.replace("$U", USERS).replace("$P", PRICES)));

    assertThat(LocalServer.json(response).path("error").asText()).isEqualTo(message);
    assertThat(response.statusCode()).isEqualTo(400);
  }

  /** JSON without escapes. */
  private static String text(String quoted) {
    return quoted.replace('\'', '"');
  }
}
