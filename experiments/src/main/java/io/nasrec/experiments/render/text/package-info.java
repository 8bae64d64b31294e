/** Text for terminals and CSV files: figures as people write them, tables, the headline. */
package io.nasrec.experiments.render.text;
