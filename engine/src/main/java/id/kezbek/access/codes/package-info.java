/** One-time codes: requests for codes, limits per address and network, and the e-mails with codes. */
@NullMarked
package id.kezbek.access.codes;

import org.jspecify.annotations.NullMarked;
