/** One box for every number that people are given. */
@NullMarked
package id.kezbek.console.search;

import org.jspecify.annotations.NullMarked;
