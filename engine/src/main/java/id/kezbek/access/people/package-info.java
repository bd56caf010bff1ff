/** The people who can log in: staff and officers, and the checks of their rows. */
@NullMarked
package id.kezbek.access.people;

import org.jspecify.annotations.NullMarked;
