/** Charts of figures by day. The server draws the charts and adds a text alternative. */
@NullMarked
package id.kezbek.console.charts;

import org.jspecify.annotations.NullMarked;
