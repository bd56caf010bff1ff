/**
 * Vault (or OpenBao, which has the same API), for installations that keep secrets there: settings from one entry of
 * its key-value store, version 2. Without {@code cezbek.vault.url}, the engine does not use Vault.
 */
@NullMarked
package id.kezbek.startup.vault;

import org.jspecify.annotations.NullMarked;
