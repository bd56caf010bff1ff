/** Partners as rows: profiles, contact data and changes. */
@NullMarked
package id.kezbek.partners.records;

import org.jspecify.annotations.NullMarked;
