/** One-time codes: requests, their limits per address and network, and their mailing. */
@NullMarked
package id.kezbek.access.codes;

import org.jspecify.annotations.NullMarked;
