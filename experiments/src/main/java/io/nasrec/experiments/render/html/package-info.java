/** Pages: the report of a run, tables. */
package io.nasrec.experiments.render.html;
