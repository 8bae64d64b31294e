package io.nasrec.experiments;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.nasrec.supernet.engine.EngineArrays;
import java.util.Set;

/** What the engine offers but must not be used. */
@AnalyzeClasses(packages = "io.nasrec", importOptions = ImportOption.DoNotIncludeTests.class)
class EngineUseTest {
  private static final Set<String> DIFFERENTIATED_BY_THEIR_OPERANDS =
      Set.of("mul", "muli", "div", "divi", "pow", "powi", "mod", "modi", "maximum", "minimum");

  /** The graph would read the number after its memory is gone, see {@link EngineArrays#scale}. */
  @ArchTest
  static final ArchRule NUMBERS_OF_A_GRAPH_ARE_THE_ENGINES =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "an array is multiplied, divided or raised by a Java number; use EngineArrays.scale",
                  EngineUseTest::takesNumber));

  /** A second engine is one package, see docs/extending.md. */
  @ArchTest
  static final ArchRule ONE_PACKAGE_KNOWS_THE_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.nasrec.supernet.engine")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.engine..", "ai.djl.pytorch..", "com.sun.jna..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Device.class);

  private static boolean takesNumber(JavaMethodCall call) {
    return call.getTargetOwner().isAssignableTo(NDArray.class)
        && DIFFERENTIATED_BY_THEIR_OPERANDS.contains(call.getName())
        && call.getTarget().getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Number.class));
  }
}
