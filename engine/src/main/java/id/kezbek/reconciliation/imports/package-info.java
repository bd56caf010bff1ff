/** Taking statements in: each once, whole or not at all. */
@NullMarked
package id.kezbek.reconciliation.imports;

import org.jspecify.annotations.NullMarked;
