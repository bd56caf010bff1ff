/**
 * The interface to the data about customers in each module. The privacy module shows, corrects and erases the data
 * without access to the tables.
 */
@NullMarked
package id.kezbek.shared.privacy;

import org.jspecify.annotations.NullMarked;
