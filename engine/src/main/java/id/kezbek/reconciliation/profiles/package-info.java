/** The formats of providers' statements, stored as data. */
@NullMarked
package id.kezbek.reconciliation.profiles;

import org.jspecify.annotations.NullMarked;
