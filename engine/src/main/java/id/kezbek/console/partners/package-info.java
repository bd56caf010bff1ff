/** The pages of partners: data, people, credentials and money. */
@NullMarked
package id.kezbek.console.partners;

import org.jspecify.annotations.NullMarked;
