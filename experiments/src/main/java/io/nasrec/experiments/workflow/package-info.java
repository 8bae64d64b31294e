/**
 * What the commands do with an experiment in a run directory. {@link
 * io.nasrec.experiments.workflow.Session} is the entrance. The names tell the order:
 *
 * <ul>
 *   <li>{@code …Run}: a workflow from its start to its result. {@link
 *       io.nasrec.experiments.workflow.SearchRun} is the main job, raw rows in, a searched,
 *       retrained and reported network out; the others score, train or compare given networks.
 *   <li>{@code …Stage}: a step of a workflow, which leaves files in the run directory; {@link
 *       io.nasrec.experiments.workflow.RunStage} names them.
 *   <li>{@code Named…}, {@code Trial…}, {@code Start…}, {@code Tuning}: trainings of networks that
 *       the user or the experiment names.
 *   <li>{@code Run…}: the run directory and what is done with it as a whole; {@code Changes},
 *       {@code EarlierResults}, {@code PastRun} and {@code Repair}: what earlier starts left there.
 * </ul>
 */
package io.nasrec.experiments.workflow;
