/** What the jar carries beside its classes: styles, scripts, its own version. */
package io.nasrec.experiments.resource;
