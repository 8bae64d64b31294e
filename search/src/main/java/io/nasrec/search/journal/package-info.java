/** What was scored, one line per candidate, and resuming from it. */
package io.nasrec.search.journal;
