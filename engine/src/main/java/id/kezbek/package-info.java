/** Cezbek Engine. Each package below is one business capability; ARCHITECTURE.md is the map. */
@NullMarked
package id.kezbek;

import org.jspecify.annotations.NullMarked;
