/** Partners as rows: profile, contacts, changes and their history. */
@NullMarked
package id.kezbek.partners.records;

import org.jspecify.annotations.NullMarked;
