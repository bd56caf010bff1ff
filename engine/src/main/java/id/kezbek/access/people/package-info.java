/** Staff and officers as persons: who they are and where their rows stand. */
@NullMarked
package id.kezbek.access.people;

import org.jspecify.annotations.NullMarked;
