/**
 * The user's own data: tables of named columns, in delimited text, Arrow or Parquet files, whose
 * columns the user says the roles of.
 */
package io.nasrec.data.table;
