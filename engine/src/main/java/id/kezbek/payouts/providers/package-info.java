/** The outside edge of payouts: one package a provider below it, and here the choice of those that are configured. */
@NullMarked
package id.kezbek.payouts.providers;

import org.jspecify.annotations.NullMarked;
