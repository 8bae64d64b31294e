/** The loop that carries out what a strategy asks for, the same for all of them. */
package io.nasrec.search.loop;
