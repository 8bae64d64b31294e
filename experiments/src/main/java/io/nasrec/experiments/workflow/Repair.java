package io.nasrec.experiments.workflow;

import io.nasrec.data.Manifest;
import io.nasrec.experiments.benchmark.BenchmarkFiles;
import io.nasrec.supernet.model.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What to do about a damaged or missing file, depending on its name and location. */
public final class Repair {
  private Repair() {}

  /** An instruction to the user, such as {@code delete it, and the search is repeated}. */
  public static String of(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString();
    boolean inRun = RunDirectory.of(directory).isPresent();
    if (isOfModel(directory, name) && inRun) {
      if (directory.endsWith(ModelDirectory.OF_RUN)) {
        return "delete the directory "
            + directory
            + " and resume the search, which writes it again";
      }
      if (!name.equals(ModelDirectory.WEIGHTS)) {
        return "delete it and resume, and it is made again";
      }
    } else if (isOfModel(directory, name)) {
      return "restore it from a copy";
    }
    if (name.endsWith(".arrow") || name.equals(Manifest.FILE)) {
      return inRun
          ? "delete the directory " + directory + " and resume, and the data set is prepared again"
          : "restore it, or delete the directory " + directory + " and prepare the data set again";
    }
    if (name.equals(RunDirectory.EXPERIMENT)) {
      return "restore it from a copy, or start again in another directory";
    }
    if (!inRun) {
      return name.endsWith(".json") && !name.equals(BenchmarkFiles.HEADER)
          ? "restore it from a copy, or, if you edited it on purpose, remove its checksum"
          : "restore it from a copy";
    }
    if (name.startsWith("best-")) {
      return "resume the search, which writes it again";
    }
    if (!Files.exists(file)) {
      return "resume, and it is made again";
    }
    if (RunDirectory.COMMANDS.contains(name)) {
      return "delete it, and give the command's own options again";
    }
    return "delete it and resume, and " + repeated(name, directory);
  }

  private static boolean isOfModel(Path directory, String name) {
    return name.equals(ModelDirectory.MODEL)
        || name.equals(ModelDirectory.WEIGHTS)
        || (name.equals(ModelDirectory.VOCABULARY)
            && !Files.exists(directory.resolve(Manifest.FILE)));
  }

  private static String repeated(String name, Path directory) {
    return switch (name) {
      case "journal.jsonl" -> "the search is repeated";
      case "supernet.safetensors", "warm-up.json" -> "the supernet is warmed up again";
      case "winner.json" -> "the winner's figures are computed again from its predictions";
      case "provenance.json", "report.json" -> "it is written again";
      case "stages.json" -> "only the times of earlier starts are lost";
      default -> {
        if (name.endsWith(".state")) {
          yield "the training starts from its first step";
        }
        if (name.equals("test.json")) {
          yield "the network is tested again";
        }
        yield RunDirectory.isRun(directory)
            ? "what it holds is computed again"
            : "the network is trained again";
      }
    };
  }
}
