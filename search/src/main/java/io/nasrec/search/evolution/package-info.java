/** Search strategies: they choose which architectures are scored next. */
package io.nasrec.search.evolution;
