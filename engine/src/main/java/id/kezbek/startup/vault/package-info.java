/**
 * Vault (or OpenBao, which speaks the same), for those who keep secrets there: settings from one entry of its key-value
 * store, version 2. Where {@code cezbek.vault.url} is not set, none of it exists.
 */
@NullMarked
package id.kezbek.startup.vault;

import org.jspecify.annotations.NullMarked;
