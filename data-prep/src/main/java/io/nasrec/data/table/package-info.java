/**
 * The user's own data: tables of named columns in delimited text, Arrow or Parquet files; the user
 * assigns the columns' roles.
 */
package io.nasrec.data.table;
