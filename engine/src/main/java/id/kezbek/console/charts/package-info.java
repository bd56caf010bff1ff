/** Charts: figures day by day, drawn on the server with a text alternative. */
@NullMarked
package id.kezbek.console.charts;

import org.jspecify.annotations.NullMarked;
