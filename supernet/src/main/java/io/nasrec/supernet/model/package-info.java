/**
 * Trained networks as files: a network's definition together with its weights, so that any process
 * can use it; and where they and an experiment's other artefacts come from.
 */
package io.nasrec.supernet.model;
