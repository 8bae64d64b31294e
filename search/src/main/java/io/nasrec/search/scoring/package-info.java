/** Candidates, their outcomes, and scoring them in parallel on one read-only supernet. */
package io.nasrec.search.scoring;
