/** What an architecture is made of and what it costs, for people and for programs. */
package io.nasrec.experiments.describe;
