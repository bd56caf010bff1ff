/** Officers of partners and the proposals that add them. */
@NullMarked
package id.kezbek.partners.officers;

import org.jspecify.annotations.NullMarked;
