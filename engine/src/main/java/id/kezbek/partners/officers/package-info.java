/** Officers of partners, and the proposals to add an officer. */
@NullMarked
package id.kezbek.partners.officers;

import org.jspecify.annotations.NullMarked;
