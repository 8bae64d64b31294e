/** The parts and costs of an architecture, for people and for programs. */
package io.nasrec.experiments.describe;
