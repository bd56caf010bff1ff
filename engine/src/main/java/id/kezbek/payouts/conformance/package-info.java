/**
 * The conformance kit checks the promises of the provider port with a real adapter at any base URL, and prints which
 * promises hold. The doctor command also uses the kit to check credentials. The kit and the doctor command need neither
 * an engine nor a database.
 */
@NamedInterface("conformance")
@NullMarked
package id.kezbek.payouts.conformance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
