package io.nasrec.experiments.workflow;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Stage;
import io.nasrec.commons.Progress;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.setup.ExperimentSetup;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.engine.Workers;

/**
 * The composition root: what an experiment's workflows share, their stages, and the workflows
 * {@link SearchRun}, {@link ScoreRun}, {@link TrainRun}, {@link ComparisonRun} and {@link
 * BenchmarkRun}.
 */
final class RunModule extends AbstractModule {
  private final Experiment experiment;
  private final RunDirectory directory;
  private final Progress progress;

  private RunModule(Experiment experiment, RunDirectory directory, Progress progress) {
    this.experiment = experiment;
    this.directory = directory;
    this.progress = progress;
  }

  /** Wires a workflow. */
  static <T> T wire(
      Class<T> workflow, Experiment experiment, RunDirectory directory, Progress progress) {
    return Guice.createInjector(Stage.PRODUCTION, new RunModule(experiment, directory, progress))
        .getInstance(workflow);
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
    bind(Experiment.class).toInstance(experiment);
    bind(RunDirectory.class).toInstance(directory);
    bind(Progress.class).toInstance(progress);
    bind(ExperimentSetup.class);
    bind(TrialRunners.class);
    bind(StageClock.class).asEagerSingleton();
    bind(DataStage.class);
    bind(WarmUpStage.class);
    bind(ConstraintCheck.class);
    bind(SearchStage.class);
    bind(Scoring.class);
    bind(TunedSettings.class).asEagerSingleton();
    bind(Competition.class);
    bind(RetrainStage.class);
    bind(BaselineStage.class);
    bind(WinnerStage.class);
    bind(EnsembleStage.class);
    bind(ReportStage.class);
    bind(SearchRun.class);
    bind(ScoreRun.class);
    bind(TrainRun.class);
    bind(ComparisonRun.class);
    bind(BenchmarkRun.class);
    bind(RankRun.class);
  }

  /** What everything is computed on. */
  @Provides
  Engine engine(ExperimentSetup setup) {
    return setup.engine();
  }

  /** Threads of their own for whoever asks, who closes them. */
  @Provides
  Workers workers() {
    return new Workers(experiment.engine().workers());
  }
}
