/** The gate in front of every call, and the log-in of partners' systems. */
@NullMarked
package id.kezbek.access.web;

import org.jspecify.annotations.NullMarked;
