/**
 * Vault (or OpenBao, which has the same API), for installations with secrets in Vault. The settings come from one entry
 * of Vault's key-value store, version 2. Without {@code cezbek.vault.url}, the engine does not use Vault.
 */
@NullMarked
package id.kezbek.startup.vault;

import org.jspecify.annotations.NullMarked;
