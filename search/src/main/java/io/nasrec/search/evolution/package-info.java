/** Search strategies: which architectures are scored next. */
package io.nasrec.search.evolution;
