package io.nasrec.experiments;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** What each module may know: the table of the architecture, kept true. */
@AnalyzeClasses(packages = "io.nasrec", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleTableTest {
  private static final String JACKSON = "com.fasterxml.jackson";
  private static final String SLF4J = "org.slf4j";
  private static final String SPACE = "io.nasrec.space";
  private static final String COMMONS = "io.nasrec.commons";
  private static final String DATA = "io.nasrec.data";
  private static final String SUPERNET = "io.nasrec.supernet";
  private static final String SEARCH = "io.nasrec.search";
  private static final String EXPERIMENTS = "io.nasrec.experiments";

  @ArchTest static final ArchRule SPACE_IS_ENGINE_FREE = module(SPACE, JACKSON);

  @ArchTest static final ArchRule COMMONS_KNOW_NO_DOMAIN = module(COMMONS, JACKSON);

  @ArchTest
  static final ArchRule DATA_KNOWS_ARROW_AND_CSV =
      module(
          DATA,
          COMMONS,
          JACKSON,
          SLF4J,
          "org.apache.arrow",
          "blue.strategic.parquet",
          "org.apache.parquet",
          "org.apache.commons.compress",
          "org.apache.commons.csv",
          "it.unimi.dsi.fastutil",
          "com.github.luben.zstd",
          "org.apache.commons.codec");

  @ArchTest
  static final ArchRule SUPERNET_KNOWS_THE_ENGINE =
      module(
          SUPERNET,
          SPACE,
          DATA,
          COMMONS,
          "ai.djl",
          "com.sun.jna",
          "jdk.incubator.vector",
          JACKSON,
          SLF4J);

  /** They are compiled before everything else of their module. */
  @ArchTest
  static final ArchRule KERNELS_KNOW_NOTHING_BUT_THE_JDK =
      module(SUPERNET + ".kernels", "jdk.incubator.vector");

  @ArchTest
  static final ArchRule SEARCH_KNOWS_THE_SUPERNET =
      module(
          SEARCH,
          SUPERNET,
          SPACE,
          DATA,
          COMMONS,
          "ai.djl",
          JACKSON,
          SLF4J,
          "org.hipparchus",
          "ml.dmlc.xgboost4j");

  @ArchTest
  static final ArchRule OUTER_LIBRARIES_LIVE_IN_EXPERIMENTS =
      noClasses()
          .that()
          .resideOutsideOfPackage(EXPERIMENTS + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.google.inject..",
              "picocli..",
              "ch.qos.logback..",
              "org.eclipse.jetty..",
              "io.micrometer..",
              "org.yaml..",
              "com.fasterxml.jackson.dataformat..");

  @ArchTest
  static final ArchRule ONNX_IS_KNOWN_TO_THE_EXPORT_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage(EXPERIMENTS + ".onnx")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnx..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule XGBOOST_IS_KNOWN_TO_THE_STRATEGIES_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage(SEARCH + ".strategy")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ml.dmlc..");

  @ArchTest
  static final ArchRule MODULES_HAVE_NO_CYCLES =
      slices().matching("io.nasrec.(*)..").should().beFreeOfCycles();

  /** The order inside experiments, from the top; commands for benchmarks belong to the commands. */
  @ArchTest
  static final ArchRule EXPERIMENTS_ARE_LAYERED =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("program")
          .definedBy(EXPERIMENTS)
          .layer("cli")
          .definedBy(EXPERIMENTS + ".cli..")
          .layer("serve")
          .definedBy(EXPERIMENTS + ".serve")
          .layer("workflow")
          .definedBy(EXPERIMENTS + ".workflow")
          .layer("files")
          .definedBy(EXPERIMENTS + ".model", EXPERIMENTS + ".predict", EXPERIMENTS + ".onnx")
          .layer("setup")
          .definedBy(EXPERIMENTS + ".setup")
          .layer("render")
          .definedBy(EXPERIMENTS + ".render..")
          .layer("results")
          .definedBy(
              EXPERIMENTS + ".results", EXPERIMENTS + ".describe", EXPERIMENTS + ".benchmark")
          .layer("config")
          .definedBy(EXPERIMENTS + ".config..")
          .layer("terminal")
          .definedBy(EXPERIMENTS + ".terminal")
          .layer("resource")
          .definedBy(EXPERIMENTS + ".resource")
          .whereLayer("program")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("program")
          .whereLayer("serve")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("workflow")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("files")
          .mayOnlyBeAccessedByLayers("cli", "workflow")
          .whereLayer("setup")
          .mayOnlyBeAccessedByLayers("cli", "workflow", "files")
          .whereLayer("render")
          .mayOnlyBeAccessedByLayers("cli", "workflow", "serve", "files", "terminal")
          .whereLayer("results")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayNotAccessAnyLayer()
          .whereLayer("terminal")
          .mayOnlyBeAccessedByLayers("cli", "workflow")
          .whereLayer("resource")
          .mayNotAccessAnyLayer()
          .ensureAllClassesAreContainedInArchitectureIgnoring(
              "io.nasrec.space..",
              "io.nasrec.data..",
              "io.nasrec.commons..",
              "io.nasrec.supernet..",
              "io.nasrec.search..",
              "org.apache.hadoop..");

  @ArchTest
  static final ArchRule EXPERIMENTS_PARTS_HAVE_NO_CYCLES =
      slices().matching(EXPERIMENTS + ".(*)..").should().beFreeOfCycles();

  /** The machinery of experiment files is about no experiment. */
  @ArchTest
  static final ArchRule SCHEMAS_KNOW_NO_DOMAIN =
      noClasses()
          .that()
          .resideInAPackage(EXPERIMENTS + ".config.schema")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              EXPERIMENTS + ".config", SPACE + "..", DATA + "..", SUPERNET + "..", SEARCH + "..");

  @ArchTest
  static final ArchRule RENDERING_HAS_NO_CYCLES =
      slices().matching(EXPERIMENTS + ".render.(*)..").should().beFreeOfCycles();

  /** The module's classes know the JDK, themselves and these packages, and nothing else. */
  private static ArchRule module(String module, String... known) {
    List<String> allowed = Stream.concat(Stream.of("java", module), Stream.of(known)).toList();
    DescribedPredicate<JavaClass> strange =
        describe(
            "are in none of " + allowed,
            type ->
                !type.getPackageName().isEmpty()
                    && allowed.stream().noneMatch(root -> within(type, root)));
    // A module that is still empty breaks no rule.
    return noClasses()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .dependOnClassesThat(strange)
        .allowEmptyShould(true);
  }

  private static boolean within(JavaClass type, String root) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }
}
