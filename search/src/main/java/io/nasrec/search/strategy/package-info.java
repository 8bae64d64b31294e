/** Search strategies: they propose which networks are evaluated next, and are told the outcome. */
package io.nasrec.search.strategy;
