/**
 * The conformance kit checks which promises of the provider port a provider keeps. The kit uses the real adapter with
 * any base URL, and needs no running engine and no database. The doctor command uses the kit to check credentials.
 */
@NamedInterface("conformance")
@NullMarked
package id.kezbek.payouts.conformance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
