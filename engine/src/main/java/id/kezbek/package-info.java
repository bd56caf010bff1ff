/** Cezbek Engine. Each package below is one business capability. ARCHITECTURE.md describes all packages. */
@NullMarked
package id.kezbek;

import org.jspecify.annotations.NullMarked;
