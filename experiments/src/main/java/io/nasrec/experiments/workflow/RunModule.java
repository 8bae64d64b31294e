package io.nasrec.experiments.workflow;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Stage;
import io.nasrec.commons.Progress;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.Settings;
import io.nasrec.supernet.engine.Engine;

/** The composition root of a run: the shared objects and the stages. */
public final class RunModule extends AbstractModule {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final Progress progress;

  private RunModule(Experiment experiment, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.directory = directory;
    this.progress = progress;
  }

  /** Wires a run. */
  public static SearchRun run(Experiment experiment, RunDirectory directory, Progress progress) {
    return Guice.createInjector(Stage.PRODUCTION, new RunModule(experiment, directory, progress))
        .getInstance(SearchRun.class);
  }

  /** Wires the scoring of given architectures. */
  public static ScoreRun score(Experiment experiment, RunDirectory directory, Progress progress) {
    return Guice.createInjector(Stage.PRODUCTION, new RunModule(experiment, directory, progress))
        .getInstance(ScoreRun.class);
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
    bind(Experiment.class).toInstance(experiment);
    bind(RunDirectory.class).toInstance(directory);
    bind(Progress.class).toInstance(progress);
    bind(Settings.class);
    bind(Engine.class).toInstance(new Settings(experiment).engine());
    bind(StageClock.class).asEagerSingleton();
    bind(DataStage.class);
    bind(WarmUpStage.class);
    bind(ConstraintCheck.class);
    bind(SearchStage.class);
    bind(RetrainStage.class);
    bind(BaselineStage.class);
    bind(WinnerStage.class);
    bind(ReportStage.class);
    bind(SearchRun.class);
    bind(ScoreRun.class);
  }
}
