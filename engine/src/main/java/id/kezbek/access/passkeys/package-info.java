/** Passkeys (WebAuthn): the second factor of staff. webauthn4j verifies them; nothing here is our own cryptography. */
@NullMarked
package id.kezbek.access.passkeys;

import org.jspecify.annotations.NullMarked;
