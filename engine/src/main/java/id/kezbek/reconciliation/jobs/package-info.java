/** Taking statements from the file store, and matching again what a process left. */
@NullMarked
package id.kezbek.reconciliation.jobs;

import org.jspecify.annotations.NullMarked;
